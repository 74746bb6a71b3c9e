// What is logged of an order's end: after a Stop nothing else tells what became of it.
import { expect, test } from '@jest/globals';
import type { IExecuteFunctions } from 'n8n-workflow';

import { JobLog } from '../../../../nodes/PixVerse/actions/output/jobLog';
import type { VideoOrder } from '../../../../nodes/PixVerse/actions/video/order/videoOrder';
import { noteEnd, noteTakenUp } from '../../../../nodes/PixVerse/actions/video/orderLog';
import type { JobRecord } from '../../../../nodes/PixVerse/jobs/jobRecord';
import { problem } from '../../../support/oneJob';

const ORDER = { itemIndex: 2, slug: 'pixverse-v6' } as VideoOrder;
const UNKNOWN: JobRecord = { state: 'unknown', model: 'pixverse-v6', sentAtMs: 1 };
const PAID: JobRecord = {
	state: 'accepted',
	model: 'pixverse-v6',
	requestId: 'job-1',
	acceptedAtMs: 1,
};

function logged(note: (log: JobLog) => void): object[] {
	const lines: object[] = [];
	const n8n = {
		logger: { info: (_: string, metadata: object) => lines.push(metadata) },
		getExecutionId: () => '7',
		getNode: () => ({ name: 'PixVerse' }),
		getWorkflow: () => ({ id: '9' }),
	};
	note(new JobLog(n8n as unknown as IExecuteFunctions, 1));
	return lines;
}

test.each<[string, JobRecord | undefined, object[]]>([
	['an order of which nobody knows', UNKNOWN, [{ event: 'unknown', itemIndex: 2 }]],
	[
		'one whose ID cannot be asked after',
		{ ...UNKNOWN, requestId: '../odd' },
		[{ event: 'unknown', requestId: '../odd' }],
	],
	['a job that was logged when it was accepted', PAID, []],
	['an order that was never sent', undefined, []],
])('after a Stop: %s', (_, record, lines) =>
	expect(logged((log) => noteEnd(log, ORDER, record, { kind: 'aborted' }))).toMatchObject(lines),
);

test('a failure names code and job', () => {
	const outcome = { kind: 'problem', problem: problem('timeout', { requestId: 'job-1' }) } as const;
	expect(logged((log) => noteEnd(log, ORDER, PAID, outcome))).toMatchObject([
		{ event: 'failed', code: 'timeout', requestId: 'job-1' },
	]);
});

test.each<[JobRecord | undefined, object[]]>([
	[PAID, [{ event: 'resumed', requestId: 'job-1' }]],
	[{ ...PAID, isReused: true }, [{ event: 'reused', requestId: 'job-1' }]],
	[{ state: 'finished', model: 'm', requestId: 'job-1', result: {} }, [{ event: 'resumed' }]],
	[{ state: 'failed', model: 'm', requestId: 'job-1' }, []],
	[UNKNOWN, []],
	[undefined, []],
])('%j when its turn comes', (record, lines) =>
	expect(logged((log) => noteTakenUp(log, ORDER, record))).toMatchObject(lines),
);
