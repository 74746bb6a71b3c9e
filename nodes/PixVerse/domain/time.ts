/** A date with or without a time, and with no zone: what Python's `isoformat()` and sheets write. */
const WITHOUT_ZONE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?$/;
const HAS_ZONE = /(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$/i;
const SECONDS_UNTIL = 100_000_000_000;

/** What is written in a date without a zone, as if it were UTC; undefined for anything else. */
export function wallClockMs(text: string): number | undefined {
	const match = WITHOUT_ZONE.exec(text.trim());
	if (!match) return undefined;
	const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0'] = match;
	const ms = Date.UTC(
		Number(year),
		Number(month) - 1,
		Number(day),
		Number(hour),
		Number(minute),
		Number(second),
		Math.floor(Number(`0.${fraction}`) * 1000),
	);
	return Number.isFinite(ms) ? ms : undefined;
}

/**
 * A moment as Segmind's history gives it. A time without a zone is UTC, wherever n8n runs.
 *
 * @param value a text, or a number of seconds or milliseconds since 1970
 * @returns milliseconds since 1970, or undefined where it cannot be read
 */
export function readUtcMs(value: unknown): number | undefined {
	if (typeof value === 'number') {
		if (!Number.isFinite(value) || value <= 0) return undefined;
		return value < SECONDS_UNTIL ? value * 1000 : value;
	}
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	const ms = wallClockMs(text) ?? Date.parse(hasZone(text) ? text : `${text} UTC`);
	return Number.isFinite(ms) ? ms : undefined;
}

/** Whether a written moment says of which zone's clocks it speaks. */
export function hasZone(text: string): boolean {
	return HAS_ZONE.test(text.trim());
}

/**
 * The moment at which clocks in a time zone show this.
 *
 * @param shownMs what they show, as if it were UTC
 * @param timeZone an IANA name, as n8n's workflow settings give it; UTC where it is unknown
 */
export function zonedMs(shownMs: number, timeZone: string): number {
	// Twice: the first guess may lie on the other side of a change of the clocks.
	const guess = shownMs - offsetMs(shownMs, timeZone);
	return shownMs - offsetMs(guess, timeZone);
}

/** How far a zone's clocks are ahead of UTC at a moment. */
function offsetMs(atMs: number, timeZone: string): number {
	try {
		const parts = new Intl.DateTimeFormat('en-US', {
			timeZone,
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		}).formatToParts(atMs);
		const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
		const shown = Date.UTC(
			read('year'),
			read('month') - 1,
			read('day'),
			read('hour'),
			read('minute'),
			read('second'),
		);
		return shown - Math.floor(atMs / 1000) * 1000;
	} catch {
		return 0; // a zone that this machine does not know
	}
}
