// Thousands of answers that nobody foresaw, through the shipped client and the shipped life of a
// job: never a second accepted order, never a lost ID, never an exception.
import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { z } from 'zod';

import { isSafePathSegment } from '../../../../nodes/PixVerse/transport/segmind/hosts';
import type { WireAnswer } from '../../../support/fakeHttp';
import { answer } from '../../../support/fuzz/answers';
import { OWN, World, type Answer } from '../../../support/fuzz/world';

/** Of each kind; `FUZZ_RUNS=1000` for the whole campaign. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 60);

/** The same answers each time, so that what is red stays red until it is mended. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
jest.setTimeout(600_000);

const json = (status: number, value: unknown): WireAnswer => ({
	status,
	headers: { 'content-type': 'application/json' },
	body: Buffer.from(JSON.stringify(value)),
});

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
		id: found === undefined ? undefined : idText(found),
	};
}

function idText(id: unknown): string {
	return typeof id === 'string' || typeof id === 'number' ? String(id) : JSON.stringify(id);
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
			{ numRuns: RUNS, seed: SEED },
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
			{ numRuns: RUNS, seed: SEED },
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
			{ numRuns: RUNS, seed: SEED },
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
			{ numRuns: RUNS, seed: SEED },
		);
	});
});
