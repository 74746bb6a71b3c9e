// Simulated: ten jobs at once on an account that may send five requests a minute, submits, polls
// and results counted. The node's own code, with a simulated Segmind and simulated time.
import { seededRandom } from '../../support/random';
import { simulatedClock } from '../../support/simulated/clock';
import type { Jobs } from '../../support/simulated/jobs';
import { simulatedTry } from '../../support/simulated/run';
import { SimulatedSegmind } from '../../support/simulated/segmind';
import { builtJobs, builtModule } from '../builtModules';
import { mean } from '../statistics';
import { drawJobs, type DrawnJob, type Watched } from './poll';

const JOBS_AT_ONCE = 10;
const REQUESTS_PER_MINUTE = 5;

async function runTen(
	jobs: Jobs,
	drawn: readonly DrawnJob[],
	seed: number,
	pollIntervalMs: number | undefined,
): Promise<{ overshootS: number; polls: number }> {
	const clock = simulatedClock(0);
	const segmind = new SimulatedSegmind({
		clock,
		rateLimitPerMinute: REQUESTS_PER_MINUTE,
		jobDurationMs: (n) => drawn[n]?.durationMs ?? Number.NaN,
	});
	const end = await simulatedTry(jobs, {
		clock,
		segmind,
		prompts: drawn.map((_, n) => `job ${n}`),
		random: seededRandom(seed),
		concurrency: JOBS_AT_ONCE,
		timeoutMs: 3_600_000,
		pollIntervalMs,
		usualDurationMs: drawn[0]?.usualMs ?? Number.NaN, // ten in a row are of one model
	});
	if (end.kind !== 'items') throw new Error(JSON.stringify(end));
	const overshootsMs = end.items.flatMap((item) => {
		if (item.kind === 'problem') throw new Error(item.problem.message);
		const job = segmind.jobs.find(({ requestId }) => requestId === item.value.requestId);
		return job ? [item.value.atMs - job.doneAt] : [];
	});
	const polls = segmind.requests.filter(({ phase }) => phase === 'status').length;
	return { overshootS: mean(overshootsMs) / 1000, polls: polls / JOBS_AT_ONCE };
}

/**
 * @param packageDir the built package
 * @param runs how often ten jobs are run
 * @param pollIntervalMs a fixed interval in the place of the automatic schedule
 */
export async function simulateFiveRpm(
	packageDir: string,
	runs: number,
	pollIntervalMs?: number,
): Promise<Watched> {
	const jobs = await builtJobs(packageDir);
	const { MODELS } = await builtModule(packageDir, 'models');
	const drawn = drawJobs(MODELS, { count: runs * JOBS_AT_ONCE, inRow: JOBS_AT_ONCE });
	const results = [];
	for (let run = 0; run < runs; run += 1) {
		const ten = drawn.slice(run * JOBS_AT_ONCE, (run + 1) * JOBS_AT_ONCE);
		results.push(await runTen(jobs, ten, run + 1, pollIntervalMs));
	}
	return {
		meanOvershootS: mean(results.map(({ overshootS }) => overshootS)),
		meanPolls: mean(results.map(({ polls }) => polls)),
	};
}
