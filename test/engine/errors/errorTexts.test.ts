// What an error may say: the node's own mistakes are owned up to, text of the API stays out of the
// message, and a paid ID is in it however odd it is.
import { describe, expect, jest, test } from '@jest/globals';

import type { Fault } from '../../sandbox';
import { errorOf, expectReadable } from '../../support/assertions';
import { MODES, RETRY, video } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { summarise } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const node = useNode({ jobDurationMs: 20 });
const { engine, prepare, run, sandbox } = node;

describe('a mistake of the node itself', () => {
	const broken = new TypeError('Cannot read properties (SG_0123456789abcdef)');

	test.each(MODES)('is owned up to, %s', async (onError) => {
		const seen = await withBrokenStore(broken, async () =>
			errorOf(
				node,
				onError,
				{ resource: 'asset', operation: 'upload', binaryPropertyName: 'data' },
				{
					items: [
						{
							json: {},
							binary: { data: { id: 'filesystem-v2:x', data: 'x', mimeType: 'image/png' } },
						},
					],
				},
			),
		);
		expectReadable(seen);
		expect(seen.details.code).toBe('internal-error');
		expect(seen.message).toBe('The PixVerse node made a mistake of its own');
		expect(seen.description).toMatch(/report it at https:.*TypeError: Cannot read/);
		expect(seen.description).not.toMatch(/expressions/);
	});

	/** The store throws what no node expects. */
	async function withBrokenStore<T>(error: Error, work: () => Promise<T>): Promise<T> {
		const spy = jest.spyOn(engine.binaryData, 'getAsStream').mockRejectedValue(error);
		try {
			return await work();
		} finally {
			spy.mockRestore();
		}
	}
});

describe('text of the API', () => {
	const TEXT = 'ENOENT: SG_0123456789abcdef was EPERM\n    at Object.<anonymous> (/srv/app.js:1:1)';

	test.each(MODES)('never stands in the message, and holds no key, %s', async (onError) => {
		sandbox.addFault({ kind: 'status', status: 406, phase: 'submit', body: { error: TEXT } });
		const seen = await errorOf(node, onError, video());
		expectReadable(seen);
		expect(seen.message).toBe('Segmind refused a value of this request');
		expect(seen.description).toMatch(/ENOENT: \[API key\] was EPERM/);
	});

	test("n8n does not rewrite a message for what a model's name holds", async () => {
		const { error } = await run({
			resource: 'video',
			operation: 'custom',
			modelSlug: 'super-mix',
			body: '{}',
		});
		expect(error?.message).toBe('Segmind does not know the model super-mix');
		const enoent = await run({
			resource: 'video',
			operation: 'custom',
			modelSlug: 'enoent-1',
			body: '{}',
		});
		expect(enoent.error?.message).toBe('Segmind does not know the model enoent-1');
	});
});

describe('a paid ID that cannot be polled', () => {
	const IDS: Array<[name: string, id: unknown, shown: string]> = [
		['a path', '../../x', '../../x'],
		['a query', 'abc?x=1', 'abc?x=1'],
		['a list', ['one', 2], '["one",2]'],
		['an object', { id: 7 }, '{"id":7}'],
	];
	test.each(IDS)('%s stands in the error, and is not sent again', async (_, id, shown) => {
		sandbox.addFault({ kind: 'weirdRequestId', id, phase: 'submit' });
		const run = prepare(video(), { settings: RETRY });
		const { error } = summarise(await run.start().promise);
		expect(error?.context.requestId).toBe(shown);
		expect(error?.message).toMatch(/may have been accepted/);
		expect(`${error?.description} ${error?.message}`).toContain(shown);
		expect(sandbox.acceptedSubmits()).toHaveLength(1);
	});

	test.each<[string, Fault]>([
		['named only in the addresses', { kind: 'noRequestId' }],
		['in JSON that lacks its end', { kind: 'badJson' }],
		['in an answer that breaks off', { kind: 'truncate', bytes: 120 }],
		['before 20 MB of padding', { kind: 'hugeJson' }],
	])('%s is found all the same, and its job followed', async (_, fault) => {
		sandbox.addFault({ ...fault, phase: 'submit' });
		const { items, error } = await run(video());
		expect(error).toBeUndefined();
		const { requestId } = elementAt(sandbox.jobs, 0);
		expect(items[0]?.json).toMatchObject({ requestId, status: 'COMPLETED', finished: true });
		expect(sandbox.acceptedSubmits()).toHaveLength(1);
	});
});
