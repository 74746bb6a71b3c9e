// Equal jobs are taken up: one job serves one item, the oldest first, never an own one, files by
// their bytes, and nothing where the history or a file cannot be read.
import { describe, expect, test } from '@jest/globals';

import type { Problem } from '../../../../nodes/PixVerse/domain/problem';
import { JobClaims, type RecordedFile } from '../../../../nodes/PixVerse/jobs/reuse/claims';
import type { RecordedJob } from '../../../../nodes/PixVerse/jobs/reuse/equalJobs';
import {
	takeUpEqualJobs,
	type ReuseOrder,
	type ReusePort,
} from '../../../../nodes/PixVerse/jobs/reuse/takeUp';

const FROM_MS = Date.UTC(2026, 10, 20);
const MINUTE_MS = 60_000;

function job(idKey: string, minute: number, body: Record<string, unknown> = {}): RecordedJob {
	return {
		idKey,
		model: 'pixverse-v6',
		createdAtMs: FROM_MS + minute * MINUTE_MS,
		body: { prompt: 'a boat', duration: 5, ...body },
		isUsable: true,
	};
}

function order(over: Partial<ReuseOrder> = {}): ReuseOrder {
	return {
		slug: 'pixverse-v6',
		body: { prompt: 'a boat', duration: 5 },
		shape: { values: ['duration', 'prompt'], files: [], defaults: {} },
		content: 'boat',
		files: {},
		...over,
	};
}

const PICTURE = { sha256: 'f00d', bytes: 3 };
const withPicture = order({
	body: { prompt: 'a boat', duration: 5, image_url: 'a placeholder' },
	shape: { values: ['duration', 'prompt'], files: ['image_url'], defaults: {} },
	content: 'boat with picture',
	files: { image_url: PICTURE },
});

const problem: Problem = {
	code: 'connection-broke',
	message: 'The connection broke',
	description: 'Try again.',
};

function portOf(
	jobs: readonly RecordedJob[],
	files: Record<string, RecordedFile> = {},
): ReusePort<RecordedJob> & { reads: string[] } {
	const reads: string[] = [];
	return {
		reads,
		jobsSince: async () => ({ kind: 'jobs', jobs }),
		readFile: async (address) => {
			reads.push(address);
			const file = files[address];
			return file ? { kind: 'file', file } : { kind: 'problem', problem };
		},
	};
}

async function take(
	port: ReusePort<RecordedJob>,
	orders: readonly ReuseOrder[],
	claims = new JobClaims({}),
): Promise<Array<string | undefined> | Problem> {
	const found = await takeUpEqualJobs(port, claims, FROM_MS, orders);
	if (found.kind === 'problem') return found.problem;
	if (found.kind === 'aborted') throw new Error('nothing aborted it');
	return found.jobs.map((one) => one?.idKey);
}

test('the oldest first, each for one item, and none for the item that is left over', async () => {
	const port = portOf([job('b', 2), job('a', 1)]);
	expect(await take(port, [order(), order(), order()])).toEqual(['a', 'b', undefined]);
});

test('over nodes, rounds and tries: what is taken stays taken', async () => {
	const context = {};
	const port = portOf([job('a', 1)]);
	expect(await take(port, [order()], new JobClaims(context))).toEqual(['a']);
	const saved: unknown = JSON.parse(JSON.stringify(context));
	expect(await take(port, [order()], new JobClaims(saved as object))).toEqual([undefined]);
});

test.each<[string, RecordedJob]>([
	['another model', { ...job('a', 1), model: 'pixverse-5-video' }],
	['another prompt', job('a', 1, { prompt: 'a ship' })],
	['older than asked for', job('a', -6)],
	['a failed one', { ...job('a', 1), isUsable: false }],
])('never %s', async (_, other) =>
	expect(await take(portOf([other]), [order()])).toEqual([undefined]),
);

test('the model without regard to case, and a little older for the clocks', async () =>
	expect(await take(portOf([{ ...job('a', -4), model: 'PixVerse-V6' }]), [order()])).toEqual([
		'a',
	]));

describe("the execution's own orders", () => {
	test('are known by their IDs', async () => {
		const claims = new JobClaims({});
		claims.accepted('boat', 'own');
		expect(await take(portOf([job('own', 1), job('a', 2)]), [order()], claims)).toEqual(['a']);
	});

	test('where none is found by its ID, as many of the newest count as own', async () => {
		const claims = new JobClaims({});
		claims.accepted('boat', 'x1');
		claims.accepted('boat', 'x2');
		const port = portOf([job('a', 1), job('b', 2), job('c', 3)]);
		expect(await take(port, [order(), order()], claims)).toEqual(['a', undefined]);
	});

	test('an unknown outcome is settled by an equal row after the submit, and only by one', async () => {
		const claims = new JobClaims({});
		claims.sending('boat');
		const unknown = order({ sentAtMs: FROM_MS + 20 * MINUTE_MS });
		const port = portOf([job('early', 1), job('late', 21)]);
		expect(await take(port, [order(), unknown], claims)).toEqual(['early', 'late']);
		expect(claims.ownIds('boat')).toEqual(['late']);
	});
});

describe('files', () => {
	const at = (idKey: string, minute: number) =>
		job(idKey, minute, { image_url: `https://files.example/${idKey}` });
	const same = { sha256: 'f00d', bytes: 3 };
	const other = { sha256: 'beef', bytes: 3 };

	test('of several jobs at one address are read once, though they are compared side by side', async () => {
		const jobs = [1, 2, 3].map((minute) => job(`j${minute}`, minute, { image_url: 'one' }));
		const port = portOf(jobs, { one: PICTURE });
		expect(await take(port, [withPicture, withPicture])).toEqual(['j1', 'j2']);
		expect(port.reads).toEqual(['one']);
	});

	test('that cannot be read are asked for again by the next look only', async () => {
		const jobs = [1, 2].map((minute) => job(`j${minute}`, minute, { image_url: 'one' }));
		const port = portOf(jobs);
		const claims = new JobClaims({});
		expect(await take(port, [withPicture], claims)).toEqual(problem);
		expect(port.reads).toEqual(['one']);
		expect(await take(port, [withPicture], claims)).toEqual(problem);
		expect(port.reads).toEqual(['one', 'one']);
	});

	test('are compared by their bytes, each address read once', async () => {
		const port = portOf([at('a', 1), at('b', 2)], {
			'https://files.example/a': other,
			'https://files.example/b': same,
		});
		const claims = new JobClaims({});
		expect(await take(port, [withPicture, withPicture], claims)).toEqual(['b', undefined]);
		expect(port.reads).toEqual(['https://files.example/a', 'https://files.example/b']);
	});

	test('gone or of another length is another file', async () => {
		const port = portOf([at('a', 1), at('b', 2)], {
			'https://files.example/a': { isGone: true },
			'https://files.example/b': { bytes: 4 },
		});
		expect(await take(port, [withPicture])).toEqual([undefined]);
	});

	test('that cannot be read leave it open, so that nothing may be sent', async () =>
		expect(await take(portOf([at('a', 1)]), [withPicture])).toEqual(problem));
});

test('a history that cannot be read is a problem', async () => {
	const port = { ...portOf([]), jobsSince: async () => ({ kind: 'problem' as const, problem }) };
	expect(await take(port, [order()])).toEqual(problem);
});

test('what was taken before a file could not be read is there for the next try', async () => {
	const claims = new JobClaims({});
	const unsent = order({
		content: 'ship',
		sentAtMs: FROM_MS,
		body: { prompt: 'a ship', duration: 5 },
	});
	claims.sending('ship');
	const jobs = [
		job('a', 1),
		job('s', 1, { prompt: 'a ship' }),
		job('p', 2, { image_url: 'http://p' }),
	];
	const orders = [order(), unsent, withPicture];
	expect(await take(portOf(jobs), orders, claims)).toEqual(problem);
	const files = { 'http://p': PICTURE };
	expect(await take(portOf(jobs, files), orders, claims)).toEqual(['a', 's', 'p']);
});
