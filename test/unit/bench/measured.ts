import type { Measured } from '../../bench/measureAll';

const cost = { cpuMs: 5_000, peakMB: 100, heldMB: 3, contextBytes: 290_000, storedBytes: 200_000 };

const watched = (meanOvershootS: number, meanPolls: number) => ({ meanOvershootS, meanPolls });

const five = (value: number) => Array<number>(5).fill(value);

const beside = {
	poll: {
		ours: watched(1.4, 14),
		fixed: [2, 5, 10, 15].map((gapS) => ({ gapS, ...watched(gapS / 2, 72 / gapS) })),
		averageS: 72,
	},
	fiveRpm: watched(170, 1.2),
	load: {
		cpuMs: { node: [8, 9, 8, 7, 8], emptyNode: [1], httpRequest: five(100) },
		ms: { node: five(11), emptyNode: [1], httpRequest: five(150) },
		heapKB: [400],
	},
	batch: { items: 40, idealS: 10, toIdeal: { node: [1.05], httpRequest: [0.44] } },
	throughput: { node: five(0.9), httpRequest: five(1), pipeline: five(1.2) },
	memory: {
		'big node': [60, 62, 64],
		'big httpRequest': [80, 80, 80],
		'middle node': [60, 62, 64],
		'many node': [70, 72, 74],
		'many httpRequest': [90, 90, 90],
	},
} satisfies Partial<Measured>;

const byItself = {
	overhead: {
		counts: [100, 1_000, 10_000],
		cpuMs: { '100': [0.5], '1000': [0.4], '10000': [0.3] },
	},
	items: {
		counts: [250, 1_000],
		cpuMs: { '250': [5], '1000': [5] },
		last: new Map([
			[250, { ...cost, heldMB: 0.75 }],
			[1_000, cost],
		]),
	},
	trigger: {
		rows: 10_000,
		polls: 100,
		cpuMs: [12, 12, 13, 12, 11],
		requests: 100,
		firstHeapMB: 70,
		lastHeapMB: 70.1,
	},
	reuse: {
		items: 5_000,
		rows: 5_000,
		readsPerRun: 1,
		requestsPerRun: 50,
		cpuMsPerItem: 0.3,
		match: { different: [100, 101, 102, 103, 104], equal: [200, 201, 202, 203, 204] },
	},
} satisfies Partial<Measured>;

/** A run of the bench in which all is as promised; round numbers. */
export const goodRun = (): Measured => ({ ...beside, ...byItself });
