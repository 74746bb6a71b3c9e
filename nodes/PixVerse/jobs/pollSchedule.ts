/*
 * When to look at a job. A look too early costs a request, a look too late costs the user's time.
 * Refusals come at once, so there is one early look; then hardly any job is done for a while; then
 * most jobs finish around the model's usual duration; what is late may be very late.
 *
 * The gap that costs least between two looks goes with 1/sqrt(hazard), the chance per second that a
 * job that still runs finishes now. For a lognormal spread around the usual duration that is the
 * shape below: wide, narrow from about 0.6 of the usual duration on, growing again after it.
 */

/** First look after the submit. */
const FIRST_LOOK_MS = 1_000;

/** Each sparse look comes at this multiple of the age of the one before. */
const SPARSE_GROWTH = 2.6;

/** Where looking closely begins and ends, as a share of the usual duration. */
const CLOSE_FROM = 0.6;
const CLOSE_TO = 1.35;

/** Gap of the close looks, as a share of the usual duration, and its bounds. */
const CLOSE_GAP = 0.038;
const MIN_GAP_MS = 1_000;
const MAX_GAP_MS = 30_000;

/** Past the close looks a gap is this share of the time since the usual duration passed. */
const LATE_SHARE = 0.12;

/**
 * The automatic schedule: when the next look is worth it.
 *
 * @param ageMs time since the job was accepted or picked up
 * @param usualMs what jobs like this usually take
 * @returns age of the next look; always later than `ageMs`
 */
export function nextLookAgeMs(ageMs: number, usualMs: number): number {
	if (ageMs < FIRST_LOOK_MS) return FIRST_LOOK_MS;
	const closeFromMs = usualMs * CLOSE_FROM;
	const closeToMs = usualMs * CLOSE_TO;
	const closeGapMs = clamp(usualMs * CLOSE_GAP);
	if (ageMs < closeFromMs) {
		const sparseMs = Math.max(ageMs * SPARSE_GROWTH, ageMs + closeGapMs);
		// A last sparse look shortly before the close ones would tell nothing.
		return sparseMs > closeFromMs * 0.8 ? Math.max(closeFromMs, ageMs + MIN_GAP_MS) : sparseMs;
	}
	if (ageMs < closeToMs) return ageMs + closeGapMs;
	return ageMs + clamp(closeGapMs + (ageMs - closeToMs) * LATE_SHARE);
}

function clamp(gapMs: number): number {
	return Math.min(Math.max(gapMs, MIN_GAP_MS), MAX_GAP_MS);
}

/**
 * Time until the next look.
 *
 * @param fixedGapMs the user's poll interval, which replaces the automatic schedule
 * @param leftMs time until the deadline, which no look passes
 */
export function untilNextLookMs(
	ageMs: number,
	usualMs: number,
	fixedGapMs: number | undefined,
	leftMs: number,
): number {
	const gapMs = fixedGapMs ?? nextLookAgeMs(ageMs, usualMs) - ageMs;
	return Math.max(0, Math.min(gapMs, leftMs));
}

/**
 * What jobs of this run take, learned from those that have finished: the model's usual duration is
 * an average over all settings, and the sandbox answers in seconds.
 */
export class UsualDuration {
	private readonly finishedMs: number[] = [];

	/** @param ageMs the age at which a job that this try submitted was found finished */
	add(ageMs: number): void {
		this.finishedMs.push(ageMs);
	}

	/** @param documentedMs the model's usual duration, used until two jobs have finished */
	estimateMs(documentedMs: number): number {
		if (this.finishedMs.length < 2) return documentedMs;
		const sorted = [...this.finishedMs].sort((a, b) => a - b);
		return sorted[Math.floor(sorted.length / 2)];
	}
}
