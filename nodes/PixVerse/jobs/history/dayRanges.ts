const DAY_MS = 86_400_000;

/** Segmind takes a range of at most 31 days; both ends count. */
const MAX_RANGE_DAYS = 31;

/** Days to ask for, both included; none: Segmind's own default of the last 7 days. */
export interface DayRange {
	from_date?: string;
	to_date?: string;
}

/** Moments in milliseconds since 1970; an open end is left to Segmind, or follows from the other. */
export interface HistoryWindow {
	fromMs?: number;
	toMs?: number;
}

/**
 * The ranges of days to ask for, newest first. They reach one day further than the window at both
 * ends: whose midnight Segmind means by a day is not known, and rows are judged by their own time.
 */
export function dayRanges({ fromMs, toMs }: HistoryWindow, nowMs: number): DayRange[] {
	if (fromMs === undefined && toMs === undefined) return [{}];
	const last = dayNumber(toMs ?? nowMs) + 1;
	const first =
		fromMs === undefined ? last - (MAX_RANGE_DAYS - 1) : Math.min(dayNumber(fromMs) - 1, last);
	const ranges: DayRange[] = [];
	for (let to = last; to >= first; to -= MAX_RANGE_DAYS) {
		const from = Math.max(first, to - (MAX_RANGE_DAYS - 1));
		ranges.push({ from_date: written(from), to_date: written(to) });
	}
	return ranges;
}

/** How many ranges `dayRanges` gives, without making them. */
export function countDayRanges({ fromMs, toMs }: HistoryWindow, nowMs: number): number {
	if (fromMs === undefined) return 1;
	const days = dayNumber(toMs ?? nowMs) - dayNumber(fromMs) + 3;
	return Math.max(1, Math.ceil(days / MAX_RANGE_DAYS));
}

function dayNumber(ms: number): number {
	return Math.floor(ms / DAY_MS);
}

function written(day: number): string {
	return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
