// What the simulated Segmind no longer knows: records expire, teammates' are hidden, files go.
import type { Phase } from './faults';
import type { SegmindOptions, SimulatedJob } from './words';

/** Polls find a job for a while only, and a teammate's never. */
export function isForgotten(
	{ clock, historyForgets = false, recordTtlMs = Number.POSITIVE_INFINITY }: SegmindOptions,
	phase: Phase,
	{ at, isTeammates }: SimulatedJob,
): boolean {
	if (phase === 'download') return false;
	if (isTeammates === true) return true;
	const isKept = phase === 'history' && !historyForgets;
	return !isKept && clock.now() - at > recordTtlMs;
}

/** What a file host that has died answers with. */
export function fileTrouble({ clock, filesDie }: SegmindOptions): number | undefined {
	return filesDie && clock.now() >= filesDie.atMs ? filesDie.httpCode : undefined;
}
