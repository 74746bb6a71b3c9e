'use strict';

const MINUTE_MS = 60_000;

/** Requests per minute in fixed windows: the documented header names a moment of reset. */
class RateLimit {
	constructor() {
		this.window = -1;
		this.count = 0;
	}

	/**
	 * Counts a request.
	 *
	 * @param {number} nowMs
	 * @param {number | null} perMinute null: no limit
	 * @returns {number | null} when the window ends, in ms since 1970, if the request is too many
	 */
	take(nowMs, perMinute) {
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

module.exports = { RateLimit };
