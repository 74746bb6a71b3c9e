// Executions that an older version of the node has begun: fixtures/memory holds what they kept.
import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';

import { JobMemory } from '../../../nodes/PixVerse/jobs/memory';
import { isReadable } from '../../../nodes/PixVerse/jobs/memoryForm';
import { parseJson } from '../../support/json';

const FIXTURE = path.join(__dirname, '../../fixtures/memory/form1.json');
const KEYS = {
	finished: '0:0:fyV9ERPF6bc',
	accepted: '0:1:3mB2AQr1sq8',
	unknown: '0:2:byeGYoS64_g',
	failed: '0:3:Yv5dI4nIkg4',
};

/** A node's context as version 0.1.0 kept it, recorded in n8n's engine. */
const firstForm = () =>
	parseJson(
		fs.readFileSync(FIXTURE, 'utf8'),
		z.object({ 'node:PixVerse': z.object({ uploads: z.record(z.string()) }).passthrough() }),
	)['node:PixVerse'];

describe('the first form', () => {
	test('is read, whatever state a job is in', () => {
		const context = firstForm();
		expect(isReadable(context)).toBe(true);
		const memory = new JobMemory(context);
		expect(memory.find(KEYS.finished)).toMatchObject({
			state: 'finished',
			requestId: '026a88b7-6592-4f8a-81f7-68d7c742ee50',
			result: { cost: 0.375, fileSize: 6322 },
			stored: { executionId: '4711', binary: { mimeType: 'video/mp4', bytes: 6322 } },
		});
		expect(memory.find(KEYS.accepted)).toEqual({
			state: 'accepted',
			model: 'pixverse-4.5-video',
			requestId: '2387ce74-73af-443e-a0fc-a1869f9b0d2b',
			acceptedAtMs: 1795282222055,
		});
		expect(memory.find(KEYS.unknown)).toMatchObject({ state: 'unknown', sentAtMs: 1795282221990 });
		expect(memory.find(KEYS.failed)).toMatchObject({ state: 'failed' });
		expect(Object.values(KEYS).filter((key) => memory.needsSubmit(key))).toEqual([KEYS.failed]);
		expect(memory.ordered().map(({ estimateUsd }) => estimateUsd)).toEqual([0.375, 0.375, 0.375]);
		const [sha256 = ''] = Object.keys(firstForm().uploads);
		expect(memory.findUpload(sha256)).toMatch(/\/images\//);
	});

	test('is read again after it was saved in the present form', () => {
		const context = firstForm();
		const before = Object.values(KEYS).map((key) => new JobMemory(context).find(key));
		const saved = JSON.parse(JSON.stringify(context)) as object;
		expect(isReadable(saved)).toBe(true);
		const memory = new JobMemory(saved);
		expect(Object.values(KEYS).map((key) => memory.find(key))).toEqual(before);
	});
});

test('nothing kept is readable; a later form, or a record that is none, is not', () => {
	const kept = { uploads: {}, lookSinceMs: null, beganInEditor: true };
	expect([{}, kept].map(isReadable)).toEqual([true, true]);
	const context = {};
	new JobMemory(context).sending('a', 'm', 1);
	expect(isReadable(context)).toBe(true);
	const unreadable = [
		{ ...context, form: 3 },
		{ ...context, form: undefined },
		{ form: 2, jobs: { a: { state: 'accepted', requestId: 'id-1' } } },
		{ form: 2, jobs: { a: ['paid', 0, 'm', 'id-1'] } },
		{ jobs: { a: { state: 'paid' } } },
		{ jobs: { a: null } },
	];
	expect(unreadable.map(isReadable)).toEqual(unreadable.map(() => false));
});
