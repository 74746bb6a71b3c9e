// The invariants of the design, held against what the simulated Segmind saw and what a user got.
import { comparableId, isSameRequest } from '../../nodes/PixVerse/domain/requestId';
import type { Look } from '../support/simulated/reuse';
import type { TryEnd } from '../support/simulated/run';
import type { SimulatedSegmind } from '../support/simulated/segmind';
import type { SimulatedRequest } from '../support/simulated/words';
import { itemContentOf, itemContentOfJob, type Plan } from './simulatedPlan';

export interface SeenTry {
	/** Executions that share what n8n keeps are one life. */
	life: number;
	execution: number;
	startedAtMs: number;
	end: TryEnd;
	endedAtMs: number;
	stoppedAtMs: number | undefined;
}

export interface Seen {
	tries: SeenTry[];
	segmind: SimulatedSegmind;
	/** IDs that stand in n8n's log. */
	logged: string[];
	looks: Look[];
}

/** A download that has run so long lets another one start beside it. */
const ALONE_MS = 150;
const BIG_BYTES = 8_000_000;
const STOP_LIMIT_MS = 2_000;

function idsIn(end: TryEnd): Set<string> {
	const ids =
		end.kind === 'failed'
			? [end.problem.requestId, ...(end.problem.acceptedRequestIds ?? [])]
			: end.kind === 'items'
				? end.items.map((item) =>
						item.kind === 'problem' ? item.problem.requestId : item.value.requestId,
					)
				: [];
	return new Set(ids.map((id) => comparableId(id ?? '')));
}

/** I1: at most one accepted submit per item, and none after an outcome that nobody knows. */
function boughtTwice({ segmind }: Seen): string[] {
	const paid = segmind.jobs.filter(({ fails, caller }) => caller && !fails);
	const owners = paid.map(({ caller }) => `${caller?.life}:${caller?.item}`);
	const twice = owners.flatMap((owner, index) =>
		owners.indexOf(owner) < index ? [`I1: item ${owner} was bought again`] : [],
	);
	const resent = segmind.resent.map(
		(marker) => `I1: "${marker}" was sent again after an unknown outcome`,
	);
	return [...twice, ...resent];
}

/** I2: what was accepted and told ends in the log, and in every try's output or error. */
function lostIds({ tries, segmind, logged }: Seen): string[] {
	const told = segmind.jobs.filter(({ isTold, fails, caller }) => caller && isTold && !fails);
	const unlogged = told
		.filter(({ requestId }) => !logged.includes(requestId))
		.map(({ requestId }) => `I2: ${requestId} is not in the log`);
	const unnamed = tries.flatMap(({ life, end, endedAtMs }, index) => {
		if (end.kind === 'stopped') return [];
		const shown = idsIn(end);
		return segmind.jobs
			.filter(({ caller, at, fails }) => caller?.life === life && at <= endedAtMs && !fails)
			.flatMap(({ isTold, requestId, namedAs }) => (isTold ? requestId : (namedAs ?? [])))
			.filter((id) => !shown.has(comparableId(id)))
			.map((id) => `I2: ${id} is in neither output nor error of try ${index}`);
	});
	return [...unlogged, ...unnamed];
}

/** I6: n items in, n items out, in order, each with its own video. */
function wrongItems(plan: Plan, { tries, segmind }: Seen): string[] {
	return tries.flatMap(({ end }) => {
		if (end.kind !== 'items') return [];
		const { length } = end.items;
		const count = length === plan.prompts.length ? [] : [`I6: ${length} items`];
		const wrong = end.items.flatMap((item, index) => {
			if (item.kind === 'problem') {
				return plan.continueOnFail ? [] : [`I6: item ${index} is a problem`];
			}
			const { requestId = '' } = item.value;
			const job = segmind.jobs.find((one) => isSameRequest(one.requestId, requestId));
			if (job && itemContentOfJob(job) === itemContentOf(plan, index)) return [];
			return [`I6: item ${index} has the video of "${job?.marker}"`];
		});
		return [...count, ...wrong];
	});
}

/** What one try has delivered the later ones of its execution deliver, too, and do not fetch again. */
function worseLater({ tries, segmind }: Seen): string[] {
	const lost = tries.flatMap(({ end, execution }, index) => {
		const before = tries[index - 1];
		if (end.kind !== 'items' || before?.execution !== execution) return [];
		const earlier = before.end.kind === 'items' ? before.end.items : [];
		return earlier.flatMap((item, at) =>
			item.kind === 'delivered' && end.items[at]?.kind !== 'delivered'
				? [`item ${at} was delivered by a try and not by the next`]
				: [],
		);
	});
	const fetched = segmind.requests
		.filter(({ phase, isServed }) => phase === 'download' && isServed)
		.map(({ life, item, executionId }) => `the video of item ${life}:${item} in ${executionId}`);
	const again = fetched.filter((one, index) => fetched.indexOf(one) < index);
	return [...lost, ...again.map((one) => `${one} was downloaded again`)];
}

/** Big downloads begin one after another, or when the one before has had its time alone. */
function crowdedDownloads({ fileSize }: Plan, { segmind }: Seen): string[] {
	if (fileSize === undefined || fileSize < BIG_BYTES) return [];
	const known = segmind.requests.filter(({ isSizeTold }) => isSizeTold);
	return overlapsOf(known, 'download', ALONE_MS).map(
		(marker) => `the big download of "${marker}" did not wait for its turn`,
	);
}

/** Each file is uploaded once, and one at a time: it is wholly in memory meanwhile. */
function crowdedUploads({ segmind }: Seen): string[] {
	const uploaded = segmind.requests.filter(({ isUploaded }) => isUploaded);
	const again = uploaded.filter(
		({ marker, life }, index) =>
			uploaded.findIndex((other) => other.marker === marker && other.life === life) !== index,
	);
	return [
		...again.map(({ marker }) => `"${marker}" was uploaded again`),
		...overlapsOf(segmind.requests, 'upload', Number.POSITIVE_INFINITY).map(
			(marker) => `"${marker}" was uploaded beside another file`,
		),
	];
}

/** Markers of requests that began while the one before them was under way, within its time alone. */
function overlapsOf(
	requests: readonly SimulatedRequest[],
	phase: SimulatedRequest['phase'],
	aloneMs: number,
): string[] {
	const those = requests.filter((request) => request.phase === phase);
	return those.flatMap(({ at, marker }, index) => {
		const before = those[index - 1];
		if (before === undefined) return [];
		const endedAt = before.endedAt ?? Number.POSITIVE_INFINITY;
		return at < Math.min(endedAt, before.at + aloneMs) ? [marker] : [];
	});
}

function lateAfterStop({ tries, segmind }: Seen): string[] {
	return tries.flatMap(({ end, endedAtMs, stoppedAtMs, life }) => {
		if (end.kind !== 'stopped' || stoppedAtMs === undefined) return [];
		const late = segmind.requests.filter((one) => one.life === life && one.at > stoppedAtMs);
		return [
			...(endedAtMs - stoppedAtMs > STOP_LIMIT_MS ? ['Stop took more than 2 s'] : []),
			...(late.length > 0 ? [`${late.length} requests after Stop`] : []),
		];
	});
}

/** What is wrong with a run; empty for a good one. */
export function violationsOf(plan: Plan, seen: Seen): string[] {
	return [
		...boughtTwice(seen),
		...lostIds(seen),
		...wrongItems(plan, seen),
		...worseLater(seen),
		...crowdedDownloads(plan, seen),
		...crowdedUploads(seen),
		...lateAfterStop(seen),
	];
}
