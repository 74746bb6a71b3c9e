import type { Fault } from '../faults/parameters';
import type { HistoryRow } from '../protocol';

function changed(row: object, { without = [], fields = {} }: Fault<'oddRows'>): object {
	const members: Array<[string, unknown]> = Object.entries({ ...row, ...fields });
	return Object.fromEntries(members.filter(([name]) => !without.includes(name)));
}

function odd(rows: readonly object[], fault: Fault<'oddRows'>): unknown[] {
	const { every = 1, contains = '', insert = [] } = fault;
	let met = 0;
	const after = rows.map((row) => {
		if (!JSON.stringify(row).includes(contains)) return row;
		met += 1;
		return met % every === 0 ? changed(row, fault) : row;
	});
	return [...insert, ...after];
}

const isRow = (row: unknown): row is object => typeof row === 'object' && row !== null;

/** Rows as the faults on them want them: odd ones, and such as are none. */
export function withOddRows(
	rows: readonly HistoryRow[],
	faults: ReadonlyArray<Fault<'oddRows'>>,
): unknown[] {
	return faults.reduce<unknown[]>((before, fault) => odd(before.filter(isRow), fault), [...rows]);
}
