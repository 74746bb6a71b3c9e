// The name under which an execution remembers an order: a changed prompt is a new order, a changed
// timeout is not, and neither is what an expression gives anew.
import { describe, expect, test } from '@jest/globals';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import {
	nameOrders,
	orderContent,
	writtenParameters,
} from '../../../../../nodes/PixVerse/actions/video/order/orderKey';

const written = { model: 'pixverse-v6', prompt: '={{ $now }}', options: { timeout: 5 } };

test('what leaves the video as it is does not count, nor does the order of the fields', () => {
	const same = { options: { timeout: 9, maxVideos: 2 }, waitForCompletion: false };
	const { model, prompt } = written;
	expect(writtenParameters({ prompt, ...same, model })).toEqual(writtenParameters(written));
});

test.each([
	{ ...written, prompt: 'Another' },
	{ ...written, seed: 7 },
	{ ...written, options: { timeout: 5, additionalBody: '{"seed":7}' } },
])('%j is another order', (changed) => {
	expect(writtenParameters(changed)).not.toEqual(writtenParameters(written));
});

test('a content is a model with its body', () => {
	const content = orderContent({ slug: 'a', body: { prompt: 'p' } });
	expect(content).toMatch(/^[\w-]{11}$/);
	expect(orderContent({ slug: 'a', body: { prompt: 'p' } })).toBe(content);
	expect(orderContent({ slug: 'b', body: { prompt: 'p' } })).not.toBe(content);
	expect(orderContent({ slug: 'a', body: { prompt: 'q' } })).not.toBe(content);
});

describe('the name of an order', () => {
	interface Run {
		type?: string;
		runIndex?: number;
		parameters?: IDataObject;
		inputs?: IDataObject[];
		/** The evaluated prompt of each item. */
		prompts?: string[];
		sha256?: string;
	}

	function namesIn({
		type = 'pixVerse',
		runIndex = 0,
		parameters = written,
		inputs = [{ a: 1 }, { a: 1 }],
		prompts = ['p', 'p'],
		sha256 = 'aa',
	}: Run = {}): string[] {
		const n8n = {
			getNode: () => ({ type, parameters }),
			getWorkflowDataProxy: () => ({ $runIndex: runIndex }),
			getInputData: () => inputs.map((json) => ({ json })),
		} as unknown as IExecuteFunctions;
		const orders = prompts.map((prompt, itemIndex) => ({
			itemIndex,
			slug: 'pixverse-v6',
			body: { prompt },
			files: [{ sha256 }],
		}));
		return nameOrders(n8n, orders as unknown as Parameters<typeof nameOrders>[1]).map(
			({ key }) => key,
		);
	}

	test.each<[string, Run]>([
		['what an expression gives anew', { prompts: ['p at 1', 'p at 2'] }],
		['a changed timeout', { parameters: { ...written, options: { timeout: 9 } } }],
	])('stays with %s', (_, run) => expect(namesIn(run)).toEqual(namesIn()));

	test.each<[string, Run]>([
		['a round of a loop', { runIndex: 1 }],
		['an edited prompt', { parameters: { ...written, prompt: 'q' } }],
		['other input', { inputs: [{ a: 2 }, { a: 2 }] }],
		['other bytes of a file', { sha256: 'bb' }],
	])('is another with %s', (_, run) => {
		const before = namesIn();
		for (const name of namesIn(run)) expect(before).not.toContain(name);
	});

	test('tells two equal items apart', () => expect(new Set(namesIn()).size).toBe(2));

	describe("as an AI agent's tool", () => {
		const tool = (run: Run = {}) => namesIn({ type: 'pixVerseTool', ...run });

		test('is that of what is ordered, whichever call it is', () => {
			expect(tool({ runIndex: 3, inputs: [{ a: 2 }, {}] })).toEqual(tool());
			expect(tool({ prompts: ['q', 'q'] })).not.toEqual(tool());
		});
	});
});
