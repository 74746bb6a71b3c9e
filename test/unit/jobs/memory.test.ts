// What a try leaves for the next one.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { JobMemory } from '../../../nodes/PixVerse/jobs/memory';

/** What n8n does between a failed run and its retry: it saves the context as JSON. */
const saved = (context: object) => JSON.parse(JSON.stringify(context)) as object;

test('writes into the context at once, and a later try reads it', () => {
	const context = {};
	const memory = new JobMemory(context);
	memory.sending('a', 'm', 3);
	expect(new JobMemory(saved(context)).find('a')).toEqual({
		state: 'unknown',
		model: 'm',
		sentAtMs: 3,
	});
	memory.accepted('a', 'm', 'id-1', 5);
	memory.uploaded('hash', 'https://x/y');
	const later = new JobMemory(saved(context));
	expect(later.find('a')).toEqual({
		state: 'accepted',
		model: 'm',
		requestId: 'id-1',
		acceptedAtMs: 5,
	});
	expect(later.findUpload('hash')).toBe('https://x/y');
});

test('keeps what is finished, and where its file is stored', () => {
	const context = {};
	const memory = new JobMemory<string>(context);
	memory.accepted('a', 'm', 'id-1', 5);
	memory.finished('a', 'm', 'id-1', { videoUrl: 'https://x/1.mp4', cost: 0.4 });
	memory.stored('a', 'execution 7', 'file 1');
	expect(new JobMemory(saved(context)).find('a')).toEqual({
		state: 'finished',
		model: 'm',
		requestId: 'id-1',
		result: { videoUrl: 'https://x/1.mp4', cost: 0.4 },
		stored: { executionId: 'execution 7', binary: 'file 1' },
	});
});

test('only what certainly cost nothing is ordered again', () => {
	const memory = new JobMemory({});
	expect(memory.needsSubmit('a')).toBe(true);
	memory.sending('a', 'm', 0);
	expect(memory.needsSubmit('a')).toBe(false);
	memory.forget('a');
	expect(memory.needsSubmit('a')).toBe(true);
	memory.accepted('a', 'm', 'id', 0);
	expect(memory.needsSubmit('a')).toBe(false);
	memory.failed('a', 'm', 'id');
	expect(memory.needsSubmit('a')).toBe(true);
	memory.finished('a', 'm', undefined, {});
	expect(memory.needsSubmit('a')).toBe(false);
});

test('counts what may be paid, and names every ID', () => {
	const memory = new JobMemory({});
	memory.sending('sent', 'm', 0);
	memory.accepted('paid', 'm', 'id-1', 0);
	memory.failed('failed', 'm', 'id-2');
	memory.sending('odd', 'm', 0);
	memory.named('odd', '../id-3');
	memory.finished('sync', 'm', 'id-4', {});
	memory.reused('another execution paid', 'm', 'id-5', 0);
	memory.reused('and it is done', 'm', 'id-6', 0);
	memory.finished('and it is done', 'm', 'id-6', { videoUrl: 'https://x/6.mp4' });
	expect(memory.ordered()).toHaveLength(4);
	expect(memory.countUnknown()).toBe(1);
	expect(memory.countUnknown('sent')).toBe(0);
	expect(memory.orderedIds('paid')).toEqual(['id-2', '../id-3', 'id-4']);
});

test('an order with an unknown outcome that is found is its own, and never let go', () => {
	const memory = new JobMemory({});
	memory.sending('a', 'm', 3);
	memory.reused('a', 'm', 'id-1', 5);
	expect(memory.isReused('a')).toBe(false);
	expect(memory.ordered()).toHaveLength(1);
});

test('what an order is estimated at stays with it, over its states and tries', () => {
	const context = {};
	const memory = new JobMemory(context);
	memory.estimated('a', 0.5);
	memory.estimated('never sent', 9);
	memory.sending('a', 'm', 3);
	memory.accepted('a', 'm', 'id-1', 5);
	const later = new JobMemory(saved(context));
	later.finished('a', 'm', 'id-1', {});
	later.stored('a', '7', 'file');
	expect(later.ordered()).toEqual([{ requestId: 'id-1', estimateUsd: 0.5 }]);
});

test('any text is a safe key, names of Object.prototype included', () => {
	fc.assert(
		fc.property(
			fc.oneof(fc.constantFrom('constructor', 'toString', 'hasOwnProperty'), fc.string()),
			(key) => {
				const memory = new JobMemory({});
				expect(memory.find(key)).toBeUndefined();
				expect(memory.findUpload(key)).toBeUndefined();
				expect(memory.needsSubmit(key)).toBe(true);
			},
		),
	);
});
