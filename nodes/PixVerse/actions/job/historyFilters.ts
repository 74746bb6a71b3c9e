import type { IExecuteFunctions } from 'n8n-workflow';

import { hasZone, readUtcMs, zonedMs } from '../../domain/time';
import type { HistoryQuery } from '../../jobs/history/collect';
import { toBoolean, toChoice, toNumber, toText } from '../input/coerce';
import { ok, readCollection, refusedInput, shownValue, type Reading } from '../input/result';

const STATUSES = ['COMPLETED', 'FAILED', 'PENDING'];
const DAY_MS = 86_400_000;

/** Get Many's limit and filters. */
export function readHistoryQuery(n8n: IExecuteFunctions, itemIndex: number): Reading<HistoryQuery> {
	const filters = readCollection(n8n, 'filters', itemIndex);
	const window = readWindow(filters, n8n.getTimezone());
	if (!window.ok) return window;
	const status = toChoice(filters.status, STATUSES);
	if (status !== undefined && !STATUSES.includes(String(status))) {
		return refusedInput('Status must be COMPLETED, FAILED or PENDING', shownValue(filters.status));
	}
	const limit = readLimit(n8n, itemIndex);
	if (!limit.ok) return limit;
	const model = toText(filters.model);
	return ok({
		...window.value,
		...(status === undefined ? {} : { status: String(status) }),
		...(model === undefined ? {} : { model: String(model).trim() }),
		limit: limit.value,
	});
}

function readLimit(n8n: IExecuteFunctions, itemIndex: number): Reading<number> {
	if (toBoolean(n8n.getNodeParameter('returnAll', itemIndex, false)) === true) {
		return ok(Number.POSITIVE_INFINITY);
	}
	const typed = n8n.getNodeParameter('limit', itemIndex, 50);
	const limit = toNumber(typed);
	if (typeof limit === 'number' && Number.isInteger(limit) && limit > 0) return ok(limit);
	return refusedInput('Limit must be a whole number from 1', shownValue(typed));
}

function readWindow(
	filters: Record<string, unknown>,
	timeZone: string,
): Reading<Pick<HistoryQuery, 'fromMs' | 'toMs'>> {
	const from = readTime('From', filters.from, timeZone);
	if (!from.ok) return from;
	const to = readTime('To', filters.to, timeZone);
	if (!to.ok) return to;
	if (from.value && to.value && from.value.startMs > to.value.startMs) {
		return refusedInput(
			'From must not be later than To',
			`From is ${iso(from.value.startMs)}, To is ${iso(to.value.startMs)}.`,
		);
	}
	return ok({
		...(from.value ? { fromMs: from.value.startMs } : {}),
		...(to.value ? { toMs: to.value.endMs } : {}),
	});
}

function iso(ms: number): string {
	return new Date(ms).toISOString();
}

/** The end of the year 9999: dates that people write have four digits of a year. */
const MAX_DATE_MS = 253_402_300_799_999;

/** A moment, or the whole day that begins with it: "To 20 November" includes that day. */
interface Span {
	startMs: number;
	endMs: number;
}

/**
 * A date as n8n's picker, a sheet or an expression gives it. Without a zone it is meant as the
 * workflow's clocks show it, whatever the server's are set to.
 */
function readTime(label: string, value: unknown, timeZone: string): Reading<Span | undefined> {
	if (value === undefined || value === null || value === '') return ok(undefined);
	const isShown = typeof value === 'string' && !hasZone(value);
	const writtenMs = momentOf(value);
	const shownMs = isShown ? writtenMs : undefined;
	const startMs = shownMs === undefined ? writtenMs : zonedMs(shownMs, timeZone);
	if (startMs === undefined || !(Math.abs(startMs) <= MAX_DATE_MS)) {
		return refusedInput(`${label} must be a date, e.g. 2026-11-20`, shownValue(value));
	}
	if (!isMidnight(value, shownMs)) return ok({ startMs, endMs: startMs });
	const endMs =
		shownMs === undefined ? startMs + DAY_MS - 1 : zonedMs(shownMs + DAY_MS, timeZone) - 1;
	return ok({ startMs, endMs });
}

/** As if it were UTC where no zone is told; an object is a date of JavaScript or Luxon. */
function momentOf(value: unknown): number | undefined {
	if (typeof value === 'number') return readUtcMs(value);
	if (Array.isArray(value)) return undefined;
	const text = String(value);
	// "week 1" is a date to JavaScript.
	if (!/\d{4}/.test(text)) return undefined;
	const ms = typeof value === 'string' ? readUtcMs(value) : Date.parse(text);
	return ms !== undefined && Number.isFinite(ms) ? ms : undefined;
}

/** Midnight as it is written: the picker gives a day so, and `$today` with its zone behind it. */
function isMidnight(value: unknown, shownMs: number | undefined): boolean {
	if (shownMs !== undefined) return shownMs % DAY_MS === 0;
	return /^\d{4}-\d{2}-\d{2}T00:00(:00(\.0+)?)?(Z|[+-]\d{2}:?\d{2})$/i.test(String(value));
}
