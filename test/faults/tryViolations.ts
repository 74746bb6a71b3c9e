// What must be true of each try in the light of those before it: what it says of a job, what it
// asks for again, and how much it orders.
import type { Problem } from '../../nodes/PixVerse/domain/problem';
import { isSameRequest } from '../../nodes/PixVerse/domain/requestId';
import { estimate } from '../../nodes/PixVerse/models/estimate';
import type { TryEnd } from '../support/simulated/run';
import type { SimulatedRequest } from '../support/simulated/words';
import { limitsAt, type Plan } from './simulatedPlan';
import type { Seen } from './simulatedViolations';

const usdOfVideo = estimate('pixverse-v6', { duration: 5 })?.usd ?? Number.NaN;

function problemsOf(end: TryEnd): Problem[] {
	if (end.kind === 'failed') return [end.problem];
	if (end.kind !== 'items') return [];
	return end.items.flatMap((item) => (item.kind === 'problem' ? item.problem : []));
}

/** What reads as "nothing was charged" is true. */
function falselyFailed({ tries, segmind }: Seen): string[] {
	return tries.flatMap(({ end }, index) =>
		problemsOf(end)
			.filter(({ code, requestId = '' }) => {
				const job = segmind.jobs.find((one) => isSameRequest(one.requestId, requestId));
				return code === 'job-failed' && job?.fails === false;
			})
			.map(({ requestId }) => `try ${index} says that ${requestId} failed, which it did not`),
	);
}

const POLLS: readonly string[] = ['status', 'result', 'history'];

/** Once a result has told an address, the job is delivered from there, whoever has forgotten it. */
function askedAgain(seen: Seen): string[] {
	return seen.segmind.requests
		.filter(({ isAddressTold }) => isAddressTold)
		.flatMap((told) => [...pollsAfter(told, seen), ...otherEnds(told, seen)]);
}

function pollsAfter(told: SimulatedRequest, { segmind }: Seen): string[] {
	const { life, item, requestId = '', endedAt = Number.POSITIVE_INFINITY } = told;
	return segmind.requests
		.filter((one) => one.life === life && one.item === item && one.at > endedAt)
		.filter((one) => POLLS.includes(one.phase) && isSameRequest(one.requestId ?? '', requestId))
		.map(({ phase }) => `${requestId} was asked for again (${phase}) once its end was known`);
}

function otherEnds(told: SimulatedRequest, { tries }: Seen): string[] {
	const { life, requestId = '', endedAt = Number.POSITIVE_INFINITY } = told;
	return tries
		.filter((one) => one.life === life && one.startedAtMs >= endedAt)
		.flatMap(({ end }) => problemsOf(end))
		.filter((one) => isSameRequest(one.requestId ?? '', requestId))
		.filter(({ code }) => code !== 'download-failed')
		.map(({ code }) => `${requestId}, whose address was known, ended as ${code}`);
}

/** Limits hold from the try on in which they are set; what was paid before is not undone. */
function overTheLimit(plan: Plan, { tries, segmind }: Seen): string[] {
	return tries.flatMap(({ life, startedAtMs, endedAtMs }, index) => {
		const { maxVideos = Infinity, maxCost = Infinity } = limitsAt(plan, index);
		const allowed = Math.min(maxVideos, Math.floor(maxCost / usdOfVideo + 1e-6));
		const paidBy = (ms: number) =>
			segmind.jobs.filter(({ caller, at, fails }) => caller?.life === life && at <= ms && !fails)
				.length;
		const paid = paidBy(endedAtMs);
		return paid > Math.max(allowed, paidBy(startedAtMs))
			? [`try ${index} was allowed ${allowed} videos, and the execution has ${paid}`]
			: [];
	});
}

export function tryViolations(plan: Plan, seen: Seen): string[] {
	return [...falselyFailed(seen), ...askedAgain(seen), ...overTheLimit(plan, seen)];
}
