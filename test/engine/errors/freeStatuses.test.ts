// Every status that Segmind documents on the calls that cost nothing: what ends a paid job's poll
// names its ID, what passes is waited out.
import { describe, expect, test } from '@jest/globals';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Fault, Phase } from '../../sandbox';
import { PAGE_405, said } from '../../support/answers';
import { errorOf, expectReadable } from '../../support/assertions';
import { MODES, pngItem, video } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { useNode } from '../../support/useNode';

const node = useNode({ jobDurationMs: 30 });
const { run, sandbox, sent } = node;

/** What ends a poll at once, with the job's ID in the error. */
const POLL: Array<[name: string, fault: Fault, code: string]> = [
	['400', { kind: 'status', status: 400, body: said('odd') }, 'request-refused'],
	['401', { kind: 'status', status: 401, body: said('Unauthorized') }, 'key-refused'],
	[
		'401 with a status of its own',
		{ kind: 'status', status: 401, body: { status: 'error', error: 'expired key' } },
		'key-refused',
	],
	['402', { kind: 'status', status: 402, body: said('Payment required') }, 'insufficient-credits'],
	['403', { kind: 'status', status: 403, body: said('restricted') }, 'not-allowed'],
	['405 as HTML', PAGE_405, 'wrong-base-url'],
	[
		'406',
		{ kind: 'status', status: 406, body: said('Invalid content type') },
		'content-type-refused',
	],
	['410', { kind: 'status', status: 410, body: said('gone') }, 'model-retired'],
	['302', { kind: 'redirect', location: 'http://elsewhere.example/{path}' }, 'wrong-base-url'],
];

describe.each(['status', 'result'] as const)('the %s call of a paid job', (phase) => {
	const failing = async (fault: Fault, options?: INodeParameters) => {
		sandbox.addFault({ ...fault, phase });
		return await errorOf(node, 'continueErrorOutput', video(options));
	};

	test.each(POLL)('%s ends with the request ID', async (_, fault, code) => {
		const seen = await failing(fault);
		expectReadable(seen);
		expect(seen.details.code).toBe(code);
		const { requestId } = elementAt(sandbox.jobs, 0);
		expect(seen.details).toMatchObject({ requestId, model: 'pixverse-4.5-video' });
		expect(seen.message).toContain(requestId);
		expect(seen.description).toMatch(/Job > Get/);
	});

	test('what passes is waited out: 5xx, a page, cut JSON, a reset', async () => {
		const faults: Record<string, Fault> = {
			'status 500': { kind: 'status', status: 500, body: said('oops') },
			// Not the job's own end: a gateway's word must not make a paid job count as failed.
			'status of a gateway': {
				kind: 'status',
				status: 500,
				body: { status: 'FAILED', error: 'x' },
			},
			'status 502': { kind: 'status', status: 502 },
			'status 503': { kind: 'status', status: 503 },
			'status 504': { kind: 'status', status: 504 },
			'a page': { kind: 'wrongType' },
			'cut JSON': { kind: 'badJson' },
			'a reset': { kind: 'reset' },
		};
		for (const [name, fault] of Object.entries(faults)) {
			sandbox.addFault({ ...fault, phase, times: 1, match: { bodyContains: name } });
		}
		const names = Object.keys(faults);
		const { items, error: failed } = await run(video({ maxConcurrentJobs: names.length }), {
			items: names.map((prompt) => ({ json: { prompt } })),
		});
		expect(failed).toBeUndefined();
		expect(items.map(({ json }) => json.status)).toEqual(names.map(() => 'COMPLETED'));
		expect(sandbox.acceptedSubmits()).toHaveLength(names.length);
		const met = sandbox.requests.filter(({ fault }) => fault !== null).length;
		expect(met).toBe(names.length);
	});

	test('a server that stays down ends at the deadline, with the request ID and the way on', async () => {
		if (phase === 'result') return; // a finished job's result is waited for a minute more
		const seen = await failing({ kind: 'status', status: 502 }, { timeout: 0.02 });
		expect(seen.details).toMatchObject({ code: 'timeout', requestId: sandbox.jobs[0]?.requestId });
		expect(seen.description).toMatch(/Job > Get/);
	});

	test("422 with FAILED is the job's own end, and says that nothing was charged", async () => {
		const body = { status: 'FAILED', error: 'content_policy_violation', metrics: {} };
		const seen = await failing({ kind: 'status', status: 422, body });
		expect(seen.details.code).toBe('job-failed');
		expect(seen.message).toContain(sandbox.jobs[0]?.requestId);
		expect(seen.description).toMatch(/Nothing was charged.*content_policy_violation/);
	});
});

/** Calls that cost nothing, as operations of their own. */
const FREE: Array<[phase: Phase, parameters: INodeParameters, items: INodeExecutionData[]]> = [
	['credits', { resource: 'account', operation: 'getCredits' }, [{ json: {} }]],
	[
		'historyList',
		{ resource: 'job', operation: 'getMany', returnAll: false, limit: 5 },
		[{ json: {} }],
	],
	['upload', { resource: 'asset', operation: 'upload', binaryPropertyName: 'data' }, [pngItem()]],
];

const isNotFound = (fault: Fault) => fault.kind === 'status' && fault.status === 404;

describe.each(FREE)('the %s call', (phase, parameters, items) => {
	test.each<(typeof POLL)[number]>([
		...POLL.filter(([name]) => name !== '410'),
		['404', { kind: 'status', status: 404, body: said('Not found') }, 'wrong-base-url'],
	])('%s', async (_, fault, code) => {
		if (phase === 'historyList' && isNotFound(fault)) return; // an empty list
		sandbox.addFault({ ...fault, phase });
		for (const onError of MODES) {
			const seen = await errorOf(node, onError, parameters, { items });
			expectReadable(seen);
			expect(seen.details.code).toBe(code);
			expect(seen.itemIndex).toBe(0);
		}
	});
});

test('what costs nothing is asked again after a moment', async () => {
	const faults: Fault[] = [
		{ kind: 'status', status: 500, body: said('oops') },
		{ kind: 'rateLimit', resetMs: 10 },
		{ kind: 'reset' },
	];
	FREE.forEach(([phase], index) => {
		sandbox.addFault({ ...elementAt(faults, index), phase, times: 1 });
	});
	const runs = FREE.map(async ([, parameters, items]) => {
		return await run(parameters, { items });
	});
	for (const { error: failed, items } of await Promise.all(runs)) {
		expect(failed).toBeUndefined();
		for (const { json } of items) expect(json).not.toHaveProperty('error');
	}
	for (const [phase] of FREE) {
		expect(sent(phase)).toHaveLength(2);
	}
});
