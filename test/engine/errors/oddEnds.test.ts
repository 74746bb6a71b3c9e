// Whatever a gateway, a proxy or an odd history says of a job that was just ordered: it never ends as
// final what is paid, and no later try buys it again. Persistent in the first execution, gone in the
// next, which delivers. Time runs fast for the node.
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { fileOf } from '../../support/assertions';
import { runFast } from '../../support/fastTime';
import { video } from '../../support/inputs';
import { summarise, type RunResult } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const { prepare, sandbox, sent } = useNode();

type Answer = { status: number; body?: unknown; contentType?: string };

const page = '<html><title>Office gateway</title></html>';
const OTHER = '11111111-2222-4333-8444-555555555555';

/** What polls are answered with. */
const POLLS: Record<string, Answer> = {
	'error, 200': { status: 200, body: { status: 'error' } },
	'error, 422': { status: 422, body: { status: 'error' } },
	'error, 400': { status: 400, body: { status: 'error', message: 'bad gateway' } },
	'error, 500': { status: 500, body: { status: 'error' } },
	'FAILED, 500': { status: 500, body: { status: 'FAILED', error: 'upstream' } },
	'FAILED, 404': { status: 404, body: { status: 'FAILED', error: 'upstream' } },
	'FAILED of another, 422': { status: 422, body: { status: 'FAILED', request_id: OTHER } },
	'FAILED of another, 200': { status: 200, body: { status: 'FAILED', request_id: OTHER } },
	'COMPLETED of another': { status: 200, body: { status: 'COMPLETED', request_id: OTHER } },
	'failed, in small letters': { status: 200, body: { status: 'failed' } },
	CANCELLED: { status: 200, body: { status: 'CANCELLED' } },
	'a page, 502': { status: 502, body: page, contentType: 'text/html' },
	'a page, 422': { status: 422, body: page, contentType: 'text/html' },
	'a page, 200': { status: 200, body: page, contentType: 'text/html' },
	'a list of complaints, 422': { status: 422, body: { detail: [{ msg: 'field required' }] } },
	'an empty object': { status: 200, body: {} },
	null: { status: 200, body: 'null', contentType: 'application/json' },
	'nothing, 204': { status: 204, body: '' },
	'nothing, 200': { status: 200, body: '' },
	'a list': { status: 200, body: [] },
	'410': { status: 410, body: { error: 'gone' } },
	'403': { status: 403, body: { error: 'Forbidden' } },
	'401': { status: 401, body: { error: 'Unauthorized' } },
	'402': { status: 402, body: { error: 'Not enough credits' } },
	'406': { status: 406, body: { error: 'Not enough credits' } },
	'404': { status: 404, body: { error: 'request not found' } },
};

/** What the history answers about the job. */
const HISTORIES: Record<string, Answer | undefined> = {
	'as it is': undefined,
	'404': { status: 404, body: { error: 'not found' } },
	'nothing, 200': { status: 200, body: '' },
	'an empty object': { status: 200, body: {} },
	'no rows': { status: 200, body: { data: [], total: 0 } },
	'a row without an ID': { status: 200, body: { data: [{ status: 'FAILED', cost: 0 }] } },
	'FAILED without an ID': { status: 200, body: { status: 'FAILED' } },
	'FAILED of another': { status: 200, body: { request_id: OTHER, status: 'FAILED' } },
	'COMPLETED of another': {
		status: 200,
		body: { request_id: OTHER, status: 'COMPLETED', output_url: 'https://example.com/a.mp4' },
	},
	error: { status: 200, body: { status: 'error' } },
	'a page, 200': { status: 200, body: page, contentType: 'text/html' },
	'a page, 500': { status: 500, body: page, contentType: 'text/html' },
	'403': { status: 403, body: { error: 'Forbidden' } },
	'422': { status: 422, body: { status: 'FAILED' } },
};

const short = video({ timeout: 0.3, pollInterval: 1 });

beforeEach(() => {
	runFast(40);
});
afterEach(() => {
	jest.restoreAllMocks();
});

function answerWith(phase: 'status' | 'history', answer: Answer | undefined): void {
	if (answer) sandbox.addFault({ kind: 'status', phase, ...answer });
}

/** The job was paid: nothing says other, it is named, and what comes later is delivered, not bought. */
async function expectKept(node: ReturnType<typeof prepare>): Promise<RunResult> {
	const failed = await node.start().promise;
	const first = summarise(failed);
	const [job] = sandbox.jobs;
	if (first.error) {
		expect(first.error.context.requestId).toBe(job?.requestId);
		expect(first.error.message).toContain(job?.requestId);
		expect(first.error.description).not.toMatch(/[Nn]othing was charged/);
		sandbox.clearFaults();
	}
	const { items } = first.error ? summarise(await node.retry(failed)) : first;
	expect(items[0]?.json).toMatchObject({ requestId: job?.requestId, finished: true });
	expect(fileOf(items[0]).mimeType).toBe('video/mp4');
	expect(sandbox.acceptedSubmits()).toHaveLength(1);
	expect(sent('submit')).toHaveLength(1);
	return first;
}

test.each(Object.entries(POLLS))('polls that say %s, history 404', async (_, poll) => {
	answerWith('status', poll);
	answerWith('history', HISTORIES['404']);
	await expectKept(prepare(short));
});

describe.each(Object.entries(HISTORIES))('a history that says %s', (_, history) => {
	test.each(['404', 'FAILED of another, 422'])('polls: %s', async (poll) => {
		answerWith('status', POLLS[poll]);
		answerWith('history', history);
		await expectKept(prepare(short));
	});
});
