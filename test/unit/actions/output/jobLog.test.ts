// The lines in n8n's log that make "look into the log" true.
import { describe, expect, test } from '@jest/globals';

import { jobLine, type JobEvent } from '../../../../nodes/PixVerse/actions/output/jobLog';

const JOB = { itemIndex: 3, model: 'pixverse-v6', requestId: 'abc-1' };
const PLACE = { executionId: '17', workflowId: 'wf9', nodeName: 'Make Videos' };
const ALONE = { items: 1, done: 0, failed: 0, costUsd: 0 };

const line = (event: JobEvent, job: Partial<typeof JOB> = JOB, progress = ALONE) =>
	jobLine(event, { itemIndex: 3, model: 'pixverse-v6', ...job }, PLACE, progress);

const EVENTS: JobEvent[] = [
	{ event: 'accepted' },
	{ event: 'resumed' },
	{ event: 'reused' },
	{ event: 'delivered' },
	{ event: 'failed', code: 'job-failed', message: 'Segmind could not make the video (job abc-1)' },
	{ event: 'unknown' },
];

describe.each(EVENTS)('$event', (event) => {
	test('names job, model, item, execution, workflow and node, for people and for machines', () => {
		const { text, metadata } = line(event);
		expect(text).toMatch(/^PixVerse: .*\.$/);
		expect(text).toContain('abc-1');
		expect(text).toContain('pixverse-v6, item 3');
		expect(metadata).toMatchObject({ event: event.event, ...JOB, ...PLACE });
	});

	test('without an ID there is none in the line', () => {
		const { text, metadata } = line(event, { itemIndex: 3, model: 'pixverse-v6' });
		expect(text).not.toMatch(/undefined|null/);
		if (event.event !== 'failed') expect(text).not.toContain('abc-1');
		expect(metadata).not.toHaveProperty('requestId');
	});

	test('one item alone has no progress, several have it', () => {
		expect(line(event).text).not.toContain(' of 1');
		expect(line(event).metadata).not.toHaveProperty('items');
		const { text, metadata } = line(event, JOB, { items: 8, done: 3, failed: 1, costUsd: 1.2 });
		expect(text).toMatch(/ 3 of 8 done, 1 failed, 1\.2 USD so far\.$/);
		expect(metadata).toMatchObject({ items: 8, done: 3, failed: 1, costUsdSoFar: 1.2 });
	});
});

test('sums are not shown with the dust of binary fractions', () => {
	const { text } = line({ event: 'delivered' }, JOB, {
		items: 3,
		done: 2,
		failed: 0,
		costUsd: 0.1 + 0.2,
	});
	expect(text).toMatch(/ 2 of 3 done, 0\.3 USD so far\.$/);
});

test('an accepted job says how to fetch its video, an unknown one where to look', () => {
	expect(line({ event: 'accepted' }).text).toContain('Job > Get');
	expect(line({ event: 'unknown' }).text).toContain('Job > Get Many');
});

test('a failed one says why, once, and its code', () => {
	const { text, metadata } = line({
		event: 'failed',
		code: 'timeout',
		message: 'The video was not ready after 15 min (job abc-1, last state QUEUED)',
	});
	expect(text).toContain('The video was not ready after 15 min');
	expect(metadata).toMatchObject({ code: 'timeout' });
});
