/*
 * When to look at a job. A look too early costs a request, a look too late costs the user's time.
 * Refusals come at once, so there is one early look; then no job is done for a while; then most
 * jobs finish around the model's usual duration; what is late may be very late.
 *
 * For a given number of looks, the wait is least when the gap between two looks goes with
 * 1/sqrt(hazard), hazard being the chance per second that a job that still runs finishes now. The
 * shape here is that of a log-logistic spread around the usual duration: one formula, and a tail
 * that forgives models that are slower than documented. docs/performance.md has the figures.
 */

/** First look after the submit. */
const FIRST_POLL_MS = 1_000;

/** Where looking closely begins, as a share of the usual duration. */
const CLOSE_FROM = 0.46;

/** Shape of the spread: half of all jobs end between 0.78 and 1.28 of the usual duration. */
const STEEPNESS = 4.5;

/**
 * Looks per job against waiting: gaps grow with the square root of the usual duration, which
 * spends looks where they save most. At 1, hence 2.1 s at the closest for a job of a minute, it
 * looks as often as a fixed interval of 5 s.
 */
const GAP_SCALE = 6.64;
const MIN_GAP_MS = 1_000;
const MAX_GAP_MS = 30_000;

/** From this multiple of the usual duration on, hardly a job is left and something may be stuck. */
const LATE_FROM = 2;

/** Where hardly anything is known, each look comes at this multiple of the age of the one before. */
const VAGUE_GROWTH = 2;

/**
 * The automatic schedule: when the next look is worth it.
 *
 * @param ageMs time since the job was accepted or picked up
 * @param usualMs what jobs like this usually take
 * @param isUnreliable `usualMs` tells little of this job, which may be done long before
 * @returns age of the next look; always later than `ageMs`
 */
function nextPollAgeMs(ageMs: number, usualMs: number, isUnreliable = false): number {
	if (ageMs < FIRST_POLL_MS) return FIRST_POLL_MS;
	const closeFromMs = usualMs * CLOSE_FROM;
	if (ageMs < closeFromMs) {
		const nextMs = isUnreliable ? Math.min(ageMs * VAGUE_GROWTH, closeFromMs) : closeFromMs;
		return Math.max(nextMs, ageMs + MIN_GAP_MS);
	}
	// The gap that fits its own middle: at its start the hazard may be far from what it will be.
	const roughGapMs = closeGapMs(ageMs, usualMs);
	return ageMs + closeGapMs(ageMs + roughGapMs / 2, usualMs);
}

function closeGapMs(ageMs: number, usualMs: number): number {
	const share = ageMs / usualMs;
	const gapMs =
		GAP_SCALE * Math.sqrt((usualMs * (1 + share ** STEEPNESS)) / share ** (STEEPNESS - 1));
	const lateness = Math.max(1, share / LATE_FROM);
	return Math.min(Math.max(gapMs * lateness, MIN_GAP_MS), MAX_GAP_MS);
}

/** What the time of the next look follows from. */
interface PollTimes {
	/** As for `nextPollAgeMs`. */
	ageMs: number;
	usualMs: number;
	isUnreliable?: boolean | undefined;
	/** The user's poll interval, which replaces the automatic schedule. */
	fixedGapMs?: number | undefined;
	/** Time until the deadline, which no look passes. */
	leftMs: number;
}

/** Time until the next look. */
export function untilNextPollMs({
	ageMs,
	usualMs,
	isUnreliable = false,
	fixedGapMs,
	leftMs,
}: PollTimes): number {
	const gapMs = fixedGapMs ?? nextPollAgeMs(ageMs, usualMs, isUnreliable) - ageMs;
	return Math.max(0, Math.min(gapMs, leftMs));
}

/**
 * What jobs of this run take, learned from those that have finished: the model's usual duration is
 * an average over all settings, and the sandbox answers in seconds.
 */
export class UsualDuration {
	private readonly finishedMs: number[] = [];

	/** @param isDocumented false where the documentation says nothing: behind a proxy, at the sandbox */
	constructor(private readonly isDocumented = true) {}

	/** Whether an estimate tells little, since nothing is documented and hardly a job has finished. */
	get isUnreliable(): boolean {
		return !this.isDocumented && !this.isLearned;
	}

	private get isLearned(): boolean {
		return this.finishedMs.length >= 2;
	}

	/** @param ageMs the age at which a job that this try submitted was found finished */
	add(ageMs: number): void {
		this.finishedMs.push(ageMs);
	}

	/** @param documentedMs the model's usual duration, used until two jobs have finished */
	estimateMs(documentedMs: number): number {
		if (!this.isLearned) return documentedMs;
		const sorted = [...this.finishedMs].sort((a, b) => a - b);
		return sorted[Math.floor(sorted.length / 2)] ?? documentedMs;
	}
}
