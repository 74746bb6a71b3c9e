const MINUTE_MS = 60_000;

/** Requests per minute in fixed windows: the documented header names a moment of reset. */
export class RateLimit {
	private window = -1;
	private count = 0;

	/**
	 * Counts a request; null as `perMinute` is no limit. Gives the end of the window, in ms since
	 * 1970, if the request is too many, else null.
	 */
	take(nowMs: number, perMinute: number | null): number | null {
		if (perMinute === null) return null;
		const window = Math.floor(nowMs / MINUTE_MS);
		if (window !== this.window) {
			this.window = window;
			this.count = 0;
		}
		this.count += 1;
		return this.count > perMinute ? (window + 1) * MINUTE_MS : null;
	}
}
