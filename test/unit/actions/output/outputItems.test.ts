// What a job is to the user: only what the API gave, paired with its input item.
import { expect, test } from '@jest/globals';

import {
	finishedJson,
	itemOf,
	jsonOf,
	problemItem,
	submittedJson,
	withInputFields,
} from '../../../../nodes/PixVerse/actions/output/outputItems';

test('JSON holds what is there, null and false included, and nothing that is no JSON', () => {
	const values = { a: 0, b: undefined, c: null, d: false, e: () => 1, f: 1n, g: [{ h: 1 }] };
	expect(jsonOf(values)).toEqual({ a: 0, c: null, d: false, g: [{ h: 1 }] });
	expect(jsonOf(values)).not.toHaveProperty('b');
});

test('an item belongs to its input item, and has binary data only where there is some', () => {
	expect(itemOf({ a: 1 }, 3)).toEqual({ json: { a: 1 }, pairedItem: { item: 3 } });
	const data = { data: { mimeType: 'video/mp4', data: '' } };
	expect(itemOf({}, 0, data).binary).toBe(data);
});

test('a finished job holds no key that the API gave no value for', () => {
	const job = {
		requestId: 'r1',
		model: 'm',
		videoUrl: 'https://v',
		resumed: false,
		raw: { status: 'COMPLETED' },
	};
	const json = {
		requestId: 'r1',
		model: 'm',
		status: 'COMPLETED',
		finished: true,
		videoUrl: 'https://v',
		resumed: false,
	};
	expect(finishedJson(job, false)).toEqual(json);
	expect(finishedJson(job, true)).toEqual({ ...json, output: { status: 'COMPLETED' } });
	expect(finishedJson({ ...job, model: '' }, false)).not.toHaveProperty('model');
});

test('resumed is told of a job that is not waited for, and nothing else', () => {
	const job = { kind: 'submitted', requestId: 'r1', model: 'm', state: 'QUEUED' } as const;
	const json = { requestId: 'r1', model: 'm', status: 'QUEUED', finished: false };
	expect(submittedJson({ ...job, resumed: false })).toEqual(json);
	expect(submittedJson({ ...job, resumed: true })).toEqual({ ...json, resumed: true });
});

test('input fields stand beside the output’s own, which win; an input’s error does not', () => {
	const item = itemOf({ status: 'COMPLETED' }, 0);
	const input = { json: { row: 7, status: 'to do', error: 'of a node before' } };
	expect(withInputFields(item, input)).toEqual({
		json: { row: 7, status: 'COMPLETED' },
		pairedItem: { item: 0 },
	});
	expect(withInputFields(item, undefined)).toEqual(item);
});

test('a failed item has exactly the keys by which n8n knows it, and every ID', () => {
	const problem = {
		code: 'job-failed',
		message: 'The job failed',
		description: 'Do this',
		requestId: 'r1',
		httpCode: 500,
	} as const;
	const { message, ...details } = problem;
	expect(problemItem(problem, 2)).toEqual({
		json: { error: message, message, details },
		pairedItem: { item: 2 },
	});
});
