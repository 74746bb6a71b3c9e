import type { Problem } from '../../domain/problem';

/** Not continuing, one item ends the run: names what else is paid, and how to go on for nothing. */
export function batchFailed(problem: Problem, otherIds: readonly string[], items: number): Problem {
	if (items < 2) return problem;
	const named =
		otherIds.length > 0
			? ` Other jobs of this run that Segmind has accepted: ${otherIds.join(', ')}.`
			: '';
	return {
		...problem,
		description: `${problem.description}${named} Executions > Retry picks up what is paid for; running the workflow anew orders everything again.`,
	};
}
