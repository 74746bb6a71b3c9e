// From and To as n8n's picker, a sheet or an expression gives them: by the workflow's clocks, and a
// date without a time is the whole day, wherever n8n's server stands.
import { describe, expect, test } from '@jest/globals';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readHistoryQuery } from '../../../../nodes/PixVerse/actions/job/historyFilters';

function read(filters: IDataObject, { timeZone = 'UTC', ...parameters }: IDataObject = {}) {
	const given: IDataObject = { filters, ...parameters };
	const n8n = {
		getNodeParameter: (name: string, _: number, fallback: unknown) => given[name] ?? fallback,
		getTimezone: () => timeZone,
	};
	return readHistoryQuery(n8n as unknown as IExecuteFunctions, 0);
}

const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());

describe('a window', () => {
	test.each<[string, unknown, string, string, string]>([
		['a date', '2026-11-20', 'UTC', '2026-11-20T00:00:00.000Z', '2026-11-20T23:59:59.999Z'],
		[
			'a date',
			'2026-11-20',
			'Europe/Berlin',
			'2026-11-19T23:00:00.000Z',
			'2026-11-20T22:59:59.999Z',
		],
		[
			'a date',
			'2026-11-20',
			'America/New_York',
			'2026-11-20T05:00:00.000Z',
			'2026-11-21T04:59:59.999Z',
		],
		[
			'the picker',
			'2026-11-20T00:00:00',
			'Asia/Tokyo',
			'2026-11-19T15:00:00.000Z',
			'2026-11-20T14:59:59.999Z',
		],
		[
			'a day of 25 hours',
			'2026-10-25',
			'Europe/Berlin',
			'2026-10-24T22:00:00.000Z',
			'2026-10-25T22:59:59.999Z',
		],
		[
			'$today',
			'2026-11-20T00:00:00.000+09:00',
			'UTC',
			'2026-11-19T15:00:00.000Z',
			'2026-11-20T14:59:59.999Z',
		],
		[
			'a time',
			'2026-11-20 08:30',
			'Europe/Berlin',
			'2026-11-20T07:30:00.000Z',
			'2026-11-20T07:30:00.000Z',
		],
		[
			'a time with a zone',
			'2026-11-20T08:30:00Z',
			'Asia/Tokyo',
			'2026-11-20T08:30:00.000Z',
			'2026-11-20T08:30:00.000Z',
		],
		[
			'milliseconds',
			1_795_000_000_000,
			'Asia/Tokyo',
			'2026-11-18T11:06:40.000Z',
			'2026-11-18T11:06:40.000Z',
		],
		[
			'seconds',
			1_795_000_000,
			'Asia/Tokyo',
			'2026-11-18T11:06:40.000Z',
			'2026-11-18T11:06:40.000Z',
		],
		[
			"another country's date",
			'11/20/2026',
			'Asia/Tokyo',
			'2026-11-19T15:00:00.000Z',
			'2026-11-20T14:59:59.999Z',
		],
		[
			'words',
			'Nov 20, 2026 8:30 PM',
			'Europe/Berlin',
			'2026-11-20T19:30:00.000Z',
			'2026-11-20T19:30:00.000Z',
		],
	])('%s (%p, %s)', (_, value, timeZone, from, to) => {
		const query = read({ from: value as string, to: value as string }, { timeZone });
		if (!query.ok) throw new Error(query.problem.message);
		expect([iso(query.value.fromMs), iso(query.value.toMs)]).toEqual([from, to]);
	});

	test('without dates has no ends', () => {
		expect(read({ from: '', to: null })).toEqual({ ok: true, value: { limit: 50 } });
	});
});

test.each<[string, IDataObject, IDataObject, RegExp]>([
	['no date', { from: 'soon' }, {}, /^From must be a date/],
	['a date beyond all dates', { to: 9e15 }, {}, /^To must be a date/],
	['the last of all dates', { to: 8.64e15 }, {}, /^To must be a date/],
	['nothing since 1970', { to: 0 }, {}, /^To must be a date/],
	['a word with a number', { to: 'week 1' }, {}, /^To must be a date/],
	['a list', { from: ['2026-11-20'] }, {}, /^From must be a date/],
	['the wrong way round', { from: '2026-11-21', to: '2026-11-20' }, {}, /must not be later/],
	['a status of its own', { status: 'DONE' }, {}, /^Status must be/],
	['no limit', {}, { limit: 0 }, /^Limit must be/],
	['half a limit', {}, { limit: 1.5 }, /^Limit must be/],
])('%s is refused', (_, filters, parameters, message) => {
	const query = read(filters, parameters);
	expect(query.ok ? '' : query.problem.message).toMatch(message);
});

test('what expressions give is read sensibly', () => {
	expect(read({ status: ' completed ', model: ' pixverse-v6 ' }, { limit: '7' })).toEqual({
		ok: true,
		value: { status: 'COMPLETED', model: 'pixverse-v6', limit: 7 },
	});
	expect(read({}, { returnAll: 'true', limit: 7 })).toEqual({
		ok: true,
		value: { limit: Infinity },
	});
});
