// What the bench says of its samples: one line of JSON, tables, targets, and the README's sentence.
import { expect, test } from '@jest/globals';

import { readmeFigures, withFigures } from '../../bench/docs';
import type { ItemsResult } from '../../bench/protocol';
import { summarise } from '../../bench/summary';
import { spentTableOf, tableOf } from '../../bench/table';
import { targetsOf, verdictOf } from '../../bench/targets';
import { goodRun } from './measured';

const SIZES = { packedBytes: 93_000, unpackedBytes: 317_000 };

const verdictsOf = (measured = goodRun()) =>
	Object.fromEntries(targetsOf(measured, SIZES).map((one) => [one.name, verdictOf(one)]));

test('the JSON has numbers only, under names that do not change', () => {
	const summary = summarise(goodRun(), SIZES);
	expect(summary).toMatchObject({
		batch: { items: 40, wallS: 10.5, idealS: 10, ratio: 1.05, httpRequestS: 4.4 },
		poll: { meanOvershootS: 1.4, meanPolls: 14, fixed5: { meanOvershootS: 2.5 } },
		memory: { fileMB: 500, peakDeltaMB: 62, ratio: 0.775, fortyRatio: 0.8 },
		throughput: { ratioToHttpRequest: 0.9, ratioToPipeline: 0.75 },
		load: { ms: 11, cpuMs: 8, emptyNodeMs: 1, httpRequestNodeMs: 150, heapKB: 400 },
		overhead: { msPerItem: 0.4 },
		items: { items: 1_000, cpuMsPerItem: 5, heldKBPerItem: 3, contextBytesPerJob: 290 },
		trigger: { requestsPerPoll: 1, cpuMsPerPoll: 12, firstHeapMB: 70, lastHeapMB: 70.1 },
		reuse: { readsPerRun: 1, matchCpuMs: 202 },
		package: SIZES,
	});
	expect(JSON.stringify(summary)).not.toContain('null');
});

test('what is as promised is met', () => {
	expect(new Set(Object.values(verdictsOf()))).toEqual(new Set(['met']));
});

const five = (value: number) => Array<number>(5).fill(value);

test('each target can be missed', () => {
	const good = goodRun();
	const { 'package: bytes packed': size, ...others } = verdictsOf({
		...good,
		poll: { ...good.poll, ours: { meanOvershootS: 9, meanPolls: 90 } },
		load: { ms: {}, cpuMs: { node: five(90), httpRequest: five(100) }, heapKB: five(900) },
		overhead: { ...good.overhead, cpuMs: { '100': five(5), '1000': five(5), '10000': five(9) } },
		batch: { ...good.batch, toIdeal: { node: five(2) } },
		throughput: { node: five(9), httpRequest: five(1), pipeline: five(1) },
		memory: {
			'big node': five(9),
			'big httpRequest': five(1),
			'middle node': five(1),
			'many node': five(9),
			'many httpRequest': five(1),
		},
		items: {
			...good.items,
			cpuMs: { '250': five(5), '1000': five(50) },
			last: new Map([...good.items.last].map(([items, cost]) => [items, grown(items, cost)])),
		},
		trigger: { ...good.trigger, requests: 200, lastHeapMB: 90, cpuMs: five(90) },
		reuse: { ...good.reuse, readsPerRun: 50, match: { different: five(9e3), equal: five(9e3) } },
	});
	expect(size).toBe('met');
	expect(Object.entries(others).filter(([, verdict]) => verdict !== 'MISSED')).toEqual([]);
});

const grown = (items: number, cost: ItemsResult): ItemsResult => ({
	...cost,
	heldMB: items ** 2,
	contextBytes: items * 900,
});

test('the table tells each figure beside its target, and a dash where one was left out', () => {
	const table = tableOf(summarise(goodRun(), SIZES), goodRun());
	const rows = table.split('\n').map((line) => line.split(' | ').length);
	expect(new Set(rows)).toEqual(new Set([4]));
	expect(table).not.toMatch(/NaN|undefined/);
	expect(table).toContain('in batches of 10 – s');
	expect(table).toContain('1 request, 12.0 ms of CPU');
	expect(table).toContain('1 read of the history (50 pages)');
});

test('what the time is spent on is told in two digits', () => {
	const times = { node: 0.594, nodeJs: 2071.8, libraries: 23.7, n8n: 1 };
	const [, , row] = spentTableOf([{ title: 'A poll', times }]).split('\n');
	expect(row).toBe('| A poll | 0.59 | 1.0 | 24 | 2072 | 0 | 0 | 0 |');
});

test('the README says the main figures', () => {
	expect(readmeFigures(summarise(goodRun(), SIZES))).toBe(
		"Beside n8n's HTTP Request, 500 MB take 0.90 x the time and 0.78 x the memory; both nodes load in 8 ms. [All figures](docs/performance-table.md).",
	);
});

test('figures are put between the marks, and only there', () => {
	const document = 'Before\n<!-- bench:start -->\nold\n<!-- bench:end -->\nAfter\n';
	const written = withFigures(document, 'new');
	expect(written).toBe('Before\n<!-- bench:start -->\n\nnew\n\n<!-- bench:end -->\nAfter\n');
	expect(withFigures(written, 'new')).toBe(written);
	expect(() => withFigures('no place', 'new')).toThrow('no <!-- bench:start -->');
});
