/** Rate limits are counted per minute ("5 RPM", docs.segmind.com rate limits). */
const LONGEST_WINDOW_MS = 60_000;
const SHORTEST_WINDOW_MS = 1_000;

/** Wait after a 429 that does not say how long, doubled each time in a row. */
const BACKOFF_MS = 5_000;
const LONGEST_BACKOFF_MS = 60_000;

/** A 429 may name a moment that is past on this machine's clock; without a floor it would spin. */
const SHORTEST_WAIT_MS = 250;

/** While no limit is known: unanswered requests at first, and answers that allow one more. */
const FIRST_BURST = 20;
const ANSWERS_PER_SLOT = 1;

/** The same after a first 429: one by one tells best where the limit lies. */
const CAREFUL_BURST = 1;
const CAREFUL_ANSWERS_PER_SLOT = 4;

/** A request that takes longer than this no longer holds others back. */
const SLOW_REQUEST_MS = 2_000;

/** Windows under pressure without a 429 before a higher limit is tried; doubled by each failure. */
const PATIENCE_WINDOWS = 2;
const MOST_PATIENCE_WINDOWS = 32;

/** What other users of the account leave over, after a 429 below the known limit. */
const SHARE_LEFT = 0.75;

/** Above every documented limit (1,000 per minute). */
const MAX_REMEMBERED = 2_000;

function since(timesMs: readonly number[], fromMs: number): number[] {
	return timesMs.filter((timeMs) => timeMs > fromMs);
}

function remember(timesMs: number[], timeMs: number): void {
	timesMs.push(timeMs);
	if (timesMs.length > MAX_REMEMBERED) timesMs.shift();
}

/**
 * What is known of the account's rate limit. Nothing at first: requests go out as they come, a few
 * unanswered ones at a time. A first 429 only blocks until its reset, for it may have been caused by
 * others. What gets through from one reset to the next 429 is the limit, and the time between the
 * two resets its window. A limit that holds for a while is tried higher, in case it was others' use.
 */
export class RateEstimate {
	/** Requests per window; unknown until it was seen from one reset to the next. */
	private limit: number | undefined;
	private windowMs = LONGEST_WINDOW_MS;
	private blockedUntilMs = 0;
	/** The end of the last block; absent before the first 429. */
	private resetMs: number | undefined;
	private refusedInRow = 0;

	/** Of requests that have no answer yet, oldest first. */
	private unansweredMs: number[] = [];
	private sentMs: number[] = [];
	private letThroughMs: number[] = [];
	private answersSinceBurst = 0;

	private calmSinceMs = 0;
	private patienceWindows = PATIENCE_WINDOWS;
	private step = 1;
	private lastRaise = 0;

	sent(now: number): void {
		this.unansweredMs.push(now);
		remember(this.sentMs, now);
	}

	/** An answer other than 429 came, or none will come. */
	answered(now: number): void {
		this.unansweredMs.shift();
		this.refusedInRow = 0;
		this.answersSinceBurst += 1;
		remember(this.letThroughMs, now);
	}

	/**
	 * A 429 came.
	 *
	 * @param askedMs the wait that it asks for, where it says so
	 * @param jitter 0 to 1
	 */
	refused(now: number, askedMs: number | undefined, jitter: number): void {
		this.unansweredMs.shift();
		// Several requests of one burst may be refused: the first has told everything.
		const isNews = now >= this.blockedUntilMs;
		if (isNews) this.refusedInRow += 1;
		const growth = 2 ** Math.min(this.refusedInRow - 1, 10);
		const backoffMs =
			askedMs === undefined
				? Math.min(BACKOFF_MS * growth, LONGEST_BACKOFF_MS)
				: Math.max(askedMs, Math.min(SHORTEST_WAIT_MS * growth, LONGEST_BACKOFF_MS));
		const untilMs = now + backoffMs + (askedMs === undefined ? (backoffMs * jitter) / 4 : 0);
		const resetMs = Math.max(this.blockedUntilMs, untilMs);
		if (isNews) this.learn(now, resetMs);
		this.blockedUntilMs = resetMs;
		this.resetMs = resetMs;
		this.calmSinceMs = resetMs;
		this.answersSinceBurst = 0;
		this.sentMs = [];
	}

	/** Milliseconds until the next request may go out; 0 for at once. */
	waitMs(now: number): number {
		if (now < this.blockedUntilMs) return this.blockedUntilMs - now;
		if (this.limit === undefined) return this.burstWaitMs(now);
		const recent = since(this.sentMs, now - this.windowMs);
		if (recent.length < this.limit) return 0;
		if (this.raiseAfterCalm(now)) return 0;
		return (recent[recent.length - this.limit] ?? now) + this.windowMs - now;
	}

	private burstWaitMs(now: number): number {
		const fresh = since(this.unansweredMs, now - SLOW_REQUEST_MS);
		const isCareful = this.resetMs !== undefined;
		const slots = isCareful
			? CAREFUL_BURST + Math.floor(this.answersSinceBurst / CAREFUL_ANSWERS_PER_SLOT)
			: FIRST_BURST + Math.floor(this.answersSinceBurst / ANSWERS_PER_SLOT);
		if (fresh.length < slots) return 0;
		return (fresh[fresh.length - slots] ?? now) + SLOW_REQUEST_MS - now;
	}

	private learn(now: number, resetMs: number): void {
		if (this.limit !== undefined) {
			this.lower(this.limit);
			return;
		}
		if (this.resetMs === undefined) return;
		const windowMs = Math.min(
			Math.max(resetMs - this.resetMs, SHORTEST_WINDOW_MS),
			LONGEST_WINDOW_MS,
		);
		const allowed = since(this.letThroughMs, Math.max(this.resetMs - 1, now - windowMs)).length;
		// Nothing got through: others use the whole limit, and nothing is known of it.
		if (allowed === 0) return;
		this.limit = allowed;
		this.windowMs = windowMs;
	}

	private lower(limit: number): void {
		if (this.lastRaise > 0) {
			this.limit = limit - this.lastRaise;
			this.patienceWindows = Math.min(this.patienceWindows * 2, MOST_PATIENCE_WINDOWS);
		} else {
			this.limit = Math.max(1, Math.floor(limit * SHARE_LEFT));
		}
		this.lastRaise = 0;
		this.step = 1;
	}

	/** Called where the limit holds something back. */
	private raiseAfterCalm(now: number): boolean {
		const windows = this.lastRaise > 0 ? 1 : this.patienceWindows;
		if (now - this.calmSinceMs < windows * this.windowMs) return false;
		this.calmSinceMs = now;
		this.limit = (this.limit ?? 0) + this.step;
		this.lastRaise = this.step;
		this.step *= 2;
		return true;
	}
}
