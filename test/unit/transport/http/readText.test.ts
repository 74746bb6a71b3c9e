// A body is read as text within time and size; what came of one that ends badly is kept, since it
// may name a paid job, and the connection is let go in every case.
import { PassThrough, Readable } from 'node:stream';

import { describe, expect, test } from '@jest/globals';

import { readText } from '../../../../nodes/PixVerse/transport/http/readText';
import { simulatedClock } from '../../../support/simulated/clock';

const MAX_BYTES = 8 * 1024 * 1024;
const START_BYTES = 64 * 1024;
const LIMIT_MS = 30_000;
const ID = '{"request_id":"abc';

const read = async (body: Readable, signal?: AbortSignal, clock = simulatedClock()) =>
	await readText(clock, body, LIMIT_MS, signal);

const bodyOf = (...parts: Array<string | Uint8Array>) =>
	Readable.from(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));

/** Gives these parts, and then neither more nor an end. */
function silentAfter(...parts: string[]): PassThrough {
	const body = new PassThrough();
	for (const part of parts) body.write(part);
	return body;
}

describe('a whole body', () => {
	test('is one text, whatever its parts', async () => {
		expect(await read(bodyOf('{"a":', '1', '}'))).toEqual({ kind: 'text', text: '{"a":1}' });
		expect(await read(bodyOf())).toEqual({ kind: 'text', text: '' });
	});

	test('keeps a character that two parts share', async () => {
		const [first = 0, ...rest] = Buffer.from('é€😀');
		const split = bodyOf(Buffer.from([first]), new Uint8Array(rest));
		expect(await read(split)).toEqual({ kind: 'text', text: 'é€😀' });
	});

	test('is let go', async () => {
		const body = bodyOf('{}');
		await read(body);
		expect(body.destroyed).toBe(true);
	});

	test('leaves nobody asleep', async () => {
		const clock = simulatedClock();
		await read(bodyOf('{}'), undefined, clock);
		expect(clock.sleepers).toBe(0);
	});
});

describe('a body that is too large', () => {
	const filler = (bytes: number) => Buffer.alloc(bytes, 'x');

	test('begins right above 8 MB', async () => {
		const most = await read(bodyOf(filler(MAX_BYTES - 1), filler(1)));
		expect([most.kind, most.kind === 'text' && most.text.length]).toEqual(['text', MAX_BYTES]);
		expect((await read(bodyOf(filler(MAX_BYTES), filler(1)))).kind).toBe('tooLarge');
	});

	test.each([
		['in parts', [ID, filler(MAX_BYTES)]],
		['in one', [Buffer.concat([Buffer.from(ID), filler(MAX_BYTES)])]],
	])('%s: its beginning is kept', async (_, parts) => {
		const answer = await read(bodyOf(...parts));
		expect(answer).toMatchObject({ kind: 'tooLarge', start: expect.stringContaining(ID) });
		expect(answer.kind === 'tooLarge' && answer.start.length).toBeLessThanOrEqual(START_BYTES);
	});

	test('is not read on, and let go', async () => {
		let given = 0;
		const endless = Readable.from(
			(function* () {
				for (;;) {
					given += 1;
					yield filler(1024 * 1024);
				}
			})(),
			{ highWaterMark: 1 },
		);
		expect((await read(endless)).kind).toBe('tooLarge');
		expect(given).toBeLessThan(12);
		expect(endless.destroyed).toBe(true);
	});
});

describe('a body that breaks off', () => {
	test('keeps what came before, and no more than is looked through', async () => {
		const body = Readable.from(
			(function* () {
				yield Buffer.from(ID);
				yield Buffer.alloc(START_BYTES, 'y');
				throw new Error('aborted');
			})(),
		);
		const answer = await read(body);
		expect(answer).toMatchObject({ kind: 'broken', start: expect.stringContaining(ID) });
		expect(answer.kind === 'broken' && answer.start.length).toBe(START_BYTES);
		expect(body.destroyed).toBe(true);
	});

	test('before its first byte: nothing came', async () => {
		const body = new PassThrough();
		body.destroy(new Error('ECONNRESET'));
		expect(await read(body)).toEqual({ kind: 'broken', start: '' });
	});
});

describe('a body that comes too late', () => {
	test('ends with the time, keeps what came, and is let go', async () => {
		const clock = simulatedClock();
		const startMs = clock.now();
		const body = silentAfter(ID);
		expect(await read(body, undefined, clock)).toEqual({ kind: 'broken', start: ID });
		expect(clock.now() - startMs).toBe(LIMIT_MS);
		expect(body.destroyed).toBe(true);
	});
});

describe('a Stop', () => {
	test('ends the reading at once, keeps what came, and lets it go', async () => {
		const clock = simulatedClock();
		const startMs = clock.now();
		const stop = new AbortController();
		clock.at(startMs + 1_000, () => stop.abort());
		const body = silentAfter(ID);
		expect(await read(body, stop.signal, clock)).toEqual({ kind: 'broken', start: ID });
		expect(clock.now() - startMs).toBe(1_000);
		expect(body.destroyed).toBe(true);
	});

	test('from before: nothing is read, and the body is let go', async () => {
		const body = silentAfter(ID);
		expect(await read(body, AbortSignal.abort())).toEqual({ kind: 'broken', start: '' });
		expect(body.destroyed).toBe(true);
	});
});
