// Thousands of answers that nobody foresaw, through the shipped client and the shipped life of a job: never
// a second accepted order, never a lost ID, never an exception.
import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { IBinaryData, IHttpRequestOptions } from 'n8n-workflow';
import { z } from 'zod';

import type { JobOrder, JobOutcome } from '../../../../nodes/PixVerse/domain/job';
import { JobMemory } from '../../../../nodes/PixVerse/jobs/memory';
import { Pacer } from '../../../../nodes/PixVerse/jobs/pacing/pacer';
import { UsualDuration } from '../../../../nodes/PixVerse/jobs/pacing/pollSchedule';
import { runJob } from '../../../../nodes/PixVerse/jobs/runJob';
import { runSyncJob, type SyncVideo } from '../../../../nodes/PixVerse/jobs/runSyncJob';
import { SegmindClient } from '../../../../nodes/PixVerse/transport/segmind/client';
import { isSafePathSegment } from '../../../../nodes/PixVerse/transport/segmind/hosts';
import { fakeHttp, type WireAnswer } from '../../../support/fakeHttp';
import { simulatedClock } from '../../../support/simulated/clock';

/** Of each kind; `FUZZ_RUNS=1000` for the whole campaign. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 60);
jest.setTimeout(600_000);

const OWN = '0b6f6e9e-6a5f-4f0c-9d0e-2f4f2c1f7a11';
const OTHER = 'ffffffff-0000-4000-8000-000000000000';
const HOSTS = {
	api: 'https://api.test',
	upload: 'https://api.test',
	history: 'https://api.test',
	isDefault: false,
};

type Answer = (request: IHttpRequestOptions) => WireAnswer;

/** One item's life, and that of its retry, in a world that answers as it likes. */
class World {
	submits = 0;
	private readonly memory = new JobMemory<SyncVideo<IBinaryData>>({});

	constructor(private readonly answer: Answer) {}

	private parts(isSync: boolean) {
		const clock = simulatedClock();
		const stop = new AbortController().signal;
		const api = new SegmindClient({
			context: fakeHttp((request) => {
				if (request.method === 'POST') this.submits += 1;
				return this.answer(request);
			}),
			clock,
			hosts: HOSTS,
			apiKey: 'SG_0123456789abcdef',
			stop,
		});
		const order: JobOrder = {
			itemIndex: 0,
			slug: 'pixverse-v6',
			key: 'key',
			usualDurationMs: isSync ? 1_000 : 60_000,
			wait: true,
			buildBody: async () => await Promise.resolve({ kind: 'body', body: { prompt: 'a fox' } }),
		};
		const run = {
			api,
			clock,
			memory: this.memory,
			pacer: new Pacer(clock, () => 0.5, stop),
			usual: new UsualDuration(),
			timeoutMs: 180_000,
			onAccepted: () => undefined,
			stop,
		};
		return { run, order, api };
	}

	async try(): Promise<JobOutcome<unknown>> {
		const { run, order } = this.parts(false);
		const deliver = async (_: JobOrder, value: unknown) =>
			await Promise.resolve({ kind: 'delivered' as const, value });
		return await runJob({ ...run, deliver }, order);
	}

	async trySync(anyType: boolean): Promise<JobOutcome<unknown>> {
		const { run, order, api } = this.parts(true);
		return await runSyncJob<unknown, IBinaryData>(
			{
				...run,
				send: async ({ slug }, body) =>
					await api.runSync(slug, body, 60_000, () => ({ fileName: 'a.mp4', anyType })),
				deliver: async (_, value) => await Promise.resolve({ kind: 'delivered', value }),
			},
			order,
		);
	}

	/** All that is left of a try: what the user sees, and what the next try knows. */
	traces(outcome: JobOutcome<unknown>): string {
		return JSON.stringify([outcome, this.memory]);
	}
}

const json = (status: number, value: unknown): WireAnswer => ({
	status,
	headers: { 'content-type': 'application/json' },
	body: Buffer.from(JSON.stringify(value)),
});

const status = fc.oneof(
	fc.constantFrom(200, 200, 201, 202, 204, 301, 400, 401, 402, 403, 404, 405, 406, 408, 410, 422),
	fc.constantFrom(429, 500, 502, 503, 504, 520, 524, 599),
	fc.integer({ min: 200, max: 599 }),
);
const id = fc.constantFrom(OWN, OWN.replace(/-/g, '').toUpperCase(), OTHER, '../../x', 'id-7', '7');
const word = fc.constantFrom(
	...['QUEUED', 'PROCESSING', 'COMPLETED', 'FAILED', 'failed', 'ERROR', 'error', 'CANCELLED'],
	...['', 'OK', '\u0000', 'constructor', '__proto__'],
);
const loose = fc.oneof(word, id, fc.jsonValue({ maxDepth: 3 }), fc.webUrl());
const member = fc.constantFrom(
	...['request_id', 'requestId', 'status', 'error', 'message', 'detail', 'output', 'video', 'data'],
	...[
		'metrics',
		'videos',
		'url',
		'seed',
		'status_url',
		'model_status',
		'generation_url',
		'credits',
	],
);
const object = fc.dictionary(
	member,
	fc.oneof({ maxDepth: 2 }, loose, fc.dictionary(member, loose), fc.array(loose, { maxLength: 3 })),
);
const text = fc.oneof(
	{ arbitrary: object.map((value) => JSON.stringify(value)), weight: 6 },
	{
		arbitrary: fc.record({ status: word, request_id: id }).map((one) => JSON.stringify(one)),
		weight: 3,
	},
	{
		arbitrary: id.map((one) => `{"status":"QUEUED","request_id":"${one}","poll_url":"https://x`),
		weight: 1,
	},
	{
		arbitrary: fc.constantFrom('', ' ', 'null', '[]', '"text"', '<html><body>502</body></html>'),
		weight: 1,
	},
	{
		arbitrary: fc.constantFrom('['.repeat(20_000), `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`),
		weight: 1,
	},
	{ arbitrary: fc.string({ unit: 'binary', maxLength: 200 }), weight: 1 },
);
const bytes = fc.oneof(
	{ arbitrary: text.map((one) => Buffer.from(one)), weight: 8 },
	{ arbitrary: fc.uint8Array({ maxLength: 200 }).map((one) => Buffer.from(one)), weight: 1 },
	{ arbitrary: fc.constant(Buffer.from('\0\0\0\x20ftypisom\0\0\0\0', 'latin1')), weight: 1 },
);
const headers = fc.dictionary(
	fc.constantFrom(
		'content-type',
		'content-length',
		'retry-after',
		'x-request-id',
		'x-cost',
		'location',
	),
	fc.oneof(
		fc.constantFrom('application/json', 'video/mp4', 'text/html', '0', '-1', '1e9', 'NaN', OWN),
		fc.string({ maxLength: 30 }),
	),
);
const answer: fc.Arbitrary<WireAnswer> = fc.record({ status, headers, body: bytes });

/** What Segmind documents, for a job that becomes a video. */
const documented: Answer = ({ method, url }) => {
	if (method === 'POST') return json(200, { request_id: OWN, status: 'QUEUED' });
	if (url.includes('request-history')) return json(404, { error: 'not found' });
	if (url.endsWith('/status')) return json(200, { status: 'COMPLETED', request_id: OWN });
	return json(200, { status: 'COMPLETED', output: 'https://images.test/a.mp4' });
};

/** Answers as they were drawn, for as long as they last; then as documented. */
function first(
	drawn: readonly WireAnswer[],
	isFor: (request: IHttpRequestOptions) => boolean,
): Answer {
	let next = 0;
	return (request) => {
		const wire = isFor(request) ? drawn[next] : undefined;
		if (wire === undefined) return documented(request);
		next += 1;
		return wire;
	};
}

/** The IDs that an answer names in plain sight; of several, one is the job's. */
function namedIds({ body }: WireAnswer): string[] {
	const found = body.toString('utf8').matchAll(/"request_?id"\s*:\s*"([^"\\]+)"/gi);
	return [...found].map(([, one]) => (one ?? '').trim()).filter(isSafePathSegment);
}

function expectTold(wire: WireAnswer, traces: string): void {
	const ids = namedIds(wire);
	if (ids.length > 0) expect(ids.filter((one) => traces.includes(one))).not.toEqual([]);
}

/** Whether an order that is answered so may have been accepted: all but documented refusals. */
function mayBeAccepted(wire: WireAnswer): boolean {
	if (namedIds(wire).length > 0) return true;
	return wire.status < 300 || [408, 504].includes(wire.status) || wire.status > 505;
}

function comparable(requestId: string): string {
	return requestId.replace(/-/g, '').toLowerCase();
}

/** What an answer states of a job: its state, and the ID beside it. */
function stated(value: unknown): { state: string; id: string | undefined } {
	const fields = z.record(z.string(), z.unknown()).catch({});
	const top = fields.parse(value);
	const inner = fields.parse(top.data);
	const ids = [top.request_id, top.requestId, inner.request_id, inner.requestId];
	const states = [top.status, top.model_status, inner.status, inner.model_status];
	const found = ids.find((one) => one !== undefined && one !== null && one !== '');
	return {
		state: states.map(String).join(' ').toUpperCase(),
		id: found === undefined ? undefined : String(found),
	};
}

/** Whether an answer says, as documented, that this very job has failed. */
function saysFailed({ status: httpCode, body }: WireAnswer): boolean {
	if (httpCode >= 300 && httpCode !== 422) return false;
	try {
		const { state, id: of } = stated(JSON.parse(body.toString('utf8')));
		return state.includes('FAILED') && (of === undefined || comparable(of) === comparable(OWN));
	} catch {
		return false;
	}
}

describe('a fuzzed answer', () => {
	test('to the submit', async () => {
		await fc.assert(
			fc.asyncProperty(answer, async (wire) => {
				const world = new World(first([wire], ({ method }) => method === 'POST'));
				const outcome = await world.try();
				expectTold(wire, world.traces(outcome));
				if (outcome.kind !== 'delivered') await world.try();
				if (mayBeAccepted(wire)) expect(world.submits).toBe(1);
			}),
			{ numRuns: RUNS },
		);
	});

	test.each<[string, (url: string) => boolean]>([
		['to the status', (url) => url.endsWith('/status')],
		['to the result', (url) => url.endsWith(`/v2/requests/${OWN}`)],
	])('%s', async (_, isFor) => {
		await fc.assert(
			fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 4 }), async (wires) => {
				const world = new World(first(wires, ({ url }) => isFor(url)));
				const outcome = await world.try();
				expect(world.traces(outcome)).toContain(OWN);
				if (outcome.kind !== 'delivered' && !wires.some(saysFailed)) {
					await world.try();
					expect(world.submits).toBe(1);
				}
			}),
			{ numRuns: RUNS },
		);
	});

	test('of the history, after a record that is gone', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 3 }), async (wires) => {
				const drawn = first(wires, ({ url }) => url.includes('request-history'));
				const world = new World((request) =>
					request.url.endsWith('/status') ? json(404, { error: 'not found' }) : drawn(request),
				);
				const outcome = await world.try();
				expect(world.traces(outcome)).toContain(OWN);
				if (outcome.kind !== 'delivered' && !wires.some(saysFailed)) {
					await world.try();
					expect(world.submits).toBe(1);
				}
			}),
			{ numRuns: RUNS },
		);
	});

	test('of v1', async () => {
		await fc.assert(
			fc.asyncProperty(answer, fc.boolean(), async (wire, anyType) => {
				const world = new World(first([wire], ({ method }) => method === 'POST'));
				const outcome = await world.trySync(anyType);
				const hasFile = outcome.kind === 'delivered';
				if (!hasFile) expectTold(wire, world.traces(outcome));
				if (!hasFile) await world.trySync(anyType);
				if (mayBeAccepted(wire) || wire.status >= 500) expect(world.submits).toBe(1);
			}),
			{ numRuns: RUNS },
		);
	});
});
