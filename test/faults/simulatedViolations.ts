// The invariants of the design, held against what the simulated Segmind saw and what a user got.
import type { TryEnd } from '../support/simulated/run';
import type { SimulatedSegmind } from '../support/simulated/segmind';
import type { SimulatedRequest } from '../support/simulated/words';
import type { Plan } from './simulated';

export interface Seen {
	end: TryEnd;
	endedAtMs: number;
	stoppedAtMs: number | undefined;
	segmind: SimulatedSegmind;
	/** IDs that stand in n8n's log. */
	logged: string[];
}

/** A download that has run so long lets another one start beside it. */
const ALONE_MS = 150;
const BIG_BYTES = 8_000_000;
const STOP_LIMIT_MS = 2_000;

function idsIn(end: TryEnd): Set<string | undefined> {
	if (end.kind === 'failed') return new Set([end.problem.requestId, ...end.otherIds]);
	if (end.kind !== 'items') return new Set();
	return new Set(
		end.items.map((item) =>
			item.kind === 'problem' ? item.problem.requestId : item.value.requestId,
		),
	);
}

/** I1: at most one accepted submit per item, and none after an outcome that nobody knows. */
function boughtTwice(plan: Plan, { segmind }: Seen): string[] {
	const paid = segmind.jobs.filter(({ fails }) => !fails);
	const twice = plan.prompts.flatMap((prompt) => {
		const { length } = paid.filter(({ marker }) => marker === prompt);
		return length > 1 ? [`I1: "${prompt}" was bought ${length} times`] : [];
	});
	const resent = segmind.resent.map(
		(marker) => `I1: "${marker}" was sent again after an unknown outcome`,
	);
	return [...twice, ...resent];
}

/** I2: what was accepted and told ends in the log, and in the output or the error. */
function lostIds({ end, segmind, logged }: Seen): string[] {
	const shown = idsIn(end);
	const told = segmind.jobs.filter(({ isTold, fails }) => isTold && !fails);
	return told.flatMap(({ requestId }) => [
		...(logged.includes(requestId) ? [] : [`I2: ${requestId} is not in the log`]),
		...(end.kind === 'stopped' || shown.has(requestId)
			? []
			: [`I2: ${requestId} is in neither output nor error`]),
	]);
}

/** I6: n items in, n items out, in order, each with its own video. */
function wrongItems(plan: Plan, { end, segmind }: Seen): string[] {
	if (end.kind !== 'items') return [];
	const count = end.items.length === plan.prompts.length ? [] : [`I6: ${end.items.length} items`];
	const wrong = end.items.flatMap((item, index) => {
		if (item.kind === 'problem')
			return plan.continueOnFail ? [] : [`I6: item ${index} is a problem`];
		const job = segmind.jobs.find(({ requestId }) => requestId === item.value.requestId);
		if (job?.marker === plan.prompts[index]) return [];
		return [`I6: item ${index} has the video of "${job?.marker}"`];
	});
	return [...count, ...wrong];
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
		({ marker }, index) => uploaded.findIndex((other) => other.marker === marker) !== index,
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

function lateAfterStop({ end, endedAtMs, stoppedAtMs, segmind }: Seen): string[] {
	if (end.kind !== 'stopped' || stoppedAtMs === undefined) return [];
	const late = segmind.requests.filter((request) => request.at > stoppedAtMs);
	return [
		...(endedAtMs - stoppedAtMs > STOP_LIMIT_MS ? ['Stop took more than 2 s'] : []),
		...(late.length > 0 ? [`${late.length} requests after Stop`] : []),
	];
}

/** What is wrong with a run; empty for a good one. */
export function violationsOf(plan: Plan, seen: Seen): string[] {
	return [
		...boughtTwice(plan, seen),
		...lostIds(seen),
		...wrongItems(plan, seen),
		...crowdedDownloads(plan, seen),
		...crowdedUploads(seen),
		...lateAfterStop(seen),
	];
}
