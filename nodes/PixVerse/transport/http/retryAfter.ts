/** Longer than any documented window; a clock that is hours off must not stop a run for hours. */
const MAX_WAIT_MS = 120_000;

/**
 * How long a 429 asks to wait, from `x-rate-limit-reset-at-utc` (Segmind; ISO time or Unix seconds)
 * or `Retry-After` (proxies; seconds or a date).
 *
 * @returns milliseconds from now, or undefined where the answer does not say
 */
export function waitOf(headers: Record<string, string>, nowMs: number): number | undefined {
	const resetMs = timeOf(headers['x-rate-limit-reset-at-utc']);
	if (resetMs !== undefined) return clamp(resetMs - nowMs);
	const retryAfter = headers['retry-after'];
	if (retryAfter === undefined) return undefined;
	const seconds = Number(retryAfter);
	if (Number.isFinite(seconds)) return clamp(seconds * 1000);
	const dateMs = Date.parse(retryAfter);
	return Number.isNaN(dateMs) ? undefined : clamp(dateMs - nowMs);
}

function timeOf(text: string | undefined): number | undefined {
	if (!text) return undefined;
	const number = Number(text);
	if (Number.isFinite(number)) return number > 1e11 ? number : number * 1000;
	const hasZone = /(z|utc|gmt|[+-]\d\d:?\d\d)$/i.test(text.trim());
	const ms = Date.parse(hasZone ? text : `${text.trim().replace(' ', 'T')}Z`);
	return Number.isNaN(ms) ? undefined : ms;
}

function clamp(waitMs: number): number {
	return Math.min(Math.max(waitMs, 0), MAX_WAIT_MS);
}
