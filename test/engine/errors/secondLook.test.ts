// What reads like the end of a paid job and is none: a gateway's word, another job's failure, a
// record that is late, a result that never comes. The job is delivered, and nothing bought twice.
import { describe, expect, test } from '@jest/globals';

import { fileOf } from '../../support/assertions';
import { RETRY, video } from '../../support/inputs';
import { useNode } from '../../support/useNode';

const { sandbox, run, sent } = useNode();

const settings = RETRY;

function expectDelivered({ items, error }: Awaited<ReturnType<typeof run>>): void {
	expect(error).toBeUndefined();
	expect(fileOf(items[0]).mimeType).toBe('video/mp4');
	expect(sandbox.acceptedSubmits()).toHaveLength(1);
	expect(sent('submit')).toHaveLength(1);
}

test.each([
	['status', 200],
	['status', 422],
	['result', 200],
	['result', 422],
] as const)("a gateway's error on the %s, under %i", async (phase, status) => {
	sandbox.addFault({ kind: 'gatewayError', phase, status, times: 1 });
	expectDelivered(await run(video(), { settings }));
});

test.each(['status', 'result'] as const)('FAILED of another job on the %s', async (phase) => {
	sandbox.addFault({ kind: 'foreignFailure', phase, times: 1 });
	expectDelivered(await run(video(), { settings }));
});

test.each([
	['is missing, too', { kind: 'status', status: 404, phase: 'history', times: 1 }],
	['is refused', { kind: 'status', status: 400, phase: 'history', times: 1 }],
	['is a page', { kind: 'wrongType', phase: 'history', times: 1 }],
	['reads ERROR of nobody', { kind: 'gatewayError', phase: 'history', times: 1 }],
] as const)('one 404 right after the order, while its history %s', async (_, fault) => {
	sandbox.addFault({ kind: 'status', status: 404, phase: 'status', times: 1 });
	sandbox.addFault(fault);
	expectDelivered(await run(video(), { settings }));
});

describe('a row of the history that names another job', () => {
	const OTHER = 'ffffffff-0000-4000-8000-000000000000';
	const clip = `${OTHER}.mp4`;

	test.each(['COMPLETED', 'PENDING', 'FAILED'])('%s is not that of this one', async (status) => {
		sandbox.addFault({ kind: 'status', status: 404, phase: 'status' });
		const row = {
			request_id: OTHER,
			model_status: status,
			generation_url: `${sandbox.url}/files/${clip}`,
		};
		sandbox.addFault({ kind: 'status', status: 200, phase: 'history', body: row });
		const { items, error } = await run(video({ timeout: 0.05 }), { settings });
		const requestId = sandbox.jobs[0]?.requestId;
		expect(items).toHaveLength(0);
		expect(error?.message).toContain(requestId);
		expect(error?.description).toContain(`another job: ${OTHER}`);
		expect(error?.description).not.toMatch(/othing was charged/);
		expect(sent('submit')).toHaveLength(1);
		expect(sent('download')).toHaveLength(0);
	});
});
