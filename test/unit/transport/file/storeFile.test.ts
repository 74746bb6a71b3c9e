// Storing a body: it ends when nothing arrives any more, and a file that was cut is known as such.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';

import { expect, test } from '@jest/globals';
import type { IBinaryData } from 'n8n-workflow';

import { storeAnswer } from '../../../../nodes/PixVerse/transport/file/storeFile';
import type { N8nFiles } from '../../../../nodes/PixVerse/transport/http/request';
import { simulatedClock } from '../../../support/simulated/clock';

const folder = path.join(__dirname, '../../../sandbox/videos');
const name = readdirSync(folder).find((file) => file.endsWith('.mp4')) ?? '';
const VIDEO = readFileSync(path.join(folder, name));

/** n8n's store in memory mode. */
const store = {
	helpers: {
		async prepareBinaryData(data: Readable | Buffer, fileName: string, mimeType: string) {
			const bytes = Buffer.isBuffer(data)
				? data
				: Buffer.concat((await data.toArray()) as Buffer[]);
			return { data: bytes.toString('base64'), fileName, mimeType } satisfies IBinaryData;
		},
	},
} as unknown as N8nFiles;

interface Lengths {
	length?: number;
	expectedBytes?: number;
	anyType?: boolean;
}

async function stored(
	body: Buffer | Readable,
	{ length, expectedBytes, anyType = false }: Lengths = {},
) {
	return await storeAnswer({
		context: store,
		answer: {
			headers: {
				'content-type': 'video/mp4',
				...(length === undefined ? {} : { 'content-length': String(length) }),
			},
			body: Buffer.isBuffer(body) ? Readable.from([body]) : body,
		},
		file: {
			fileName: 'a.mp4',
			anyType,
			...(expectedBytes === undefined ? {} : { expectedBytes }),
		},
		limits: { clock: simulatedClock(), signal: new AbortController().signal, timeLimitMs: 60_000 },
	});
}

test('a download on which nothing arrives any more ends, whatever kind of stream n8n hands out', async () => {
	const clock = simulatedClock();
	const startMs = clock.now();
	// Like the one of n8n's helper: destroying it waits for the chunk that never comes.
	async function* stalling() {
		yield Buffer.from('\0\0\0\x20ftypisom and more');
		await new Promise(() => undefined);
	}
	const ended = await storeAnswer({
		context: store,
		answer: { headers: { 'content-type': 'video/mp4' }, body: Readable.from(stalling()) },
		file: { fileName: 'a.mp4', anyType: false },
		limits: { clock, signal: new AbortController().signal, timeLimitMs: 3_600_000 },
	});
	expect(ended).toEqual({ kind: 'broken', reason: 'no more data came' });
	expect(clock.now() - startMs).toBeLessThanOrEqual(40_000);
});

const CUT = VIDEO.subarray(0, VIDEO.length - 100);

test.each([
	['whole, with its length', VIDEO, { length: VIDEO.length }],
	['whole, without any length', VIDEO, {}],
	['whole, where the API states less', VIDEO, { length: VIDEO.length, expectedBytes: 7 }],
	['whole, where the API states more', VIDEO, { length: VIDEO.length, expectedBytes: 1e9 }],
	['whole, with bytes behind it', Buffer.concat([VIDEO, Buffer.from('-- served --')]), {}],
])('%s: stored', async (_, body, lengths) => {
	expect(await stored(body, lengths)).toMatchObject({ kind: 'stored' });
});

test.each([
	[
		'cut, where the host knows no better and the API does',
		{ length: CUT.length, expectedBytes: VIDEO.length },
	],
	['cut, without any length', {}],
	['cut, where only the API states a length', { expectedBytes: VIDEO.length }],
])('%s: broken', async (_, lengths) => {
	expect(await stored(CUT, lengths)).toEqual({ kind: 'broken', reason: 'the video broke off' });
});

/** A body as it comes over the wire; n8n's helper hands out another stream where it was packed. */
const asMessage = (body: Readable): Readable => Object.assign(body, { rawHeaders: [] });

const PICTURE = Buffer.from('\x89PNG\r\n\x1a\n and a few points', 'latin1');

test.each<[string, Buffer, Readable, { length?: number; expectedBytes?: number }, string]>([
	[
		'a whole video whose message was longer',
		VIDEO,
		asMessage(Readable.from([VIDEO])),
		{ length: VIDEO.length + 9 },
		'broken',
	],
	[
		'a video whose length is the packed one',
		VIDEO,
		Readable.from([VIDEO]),
		{ length: 9 },
		'stored',
	],
	[
		'a picture shorter than the API states',
		PICTURE,
		Readable.from([PICTURE]),
		{ expectedBytes: 99 },
		'broken',
	],
	[
		'a picture of its own length, which the API states otherwise',
		PICTURE,
		asMessage(Readable.from([PICTURE])),
		{ length: PICTURE.length, expectedBytes: 99 },
		'stored',
	],
	[
		'a picture longer than the API states',
		PICTURE,
		Readable.from([PICTURE]),
		{ expectedBytes: 9 },
		'stored',
	],
])('%s', async (_, bytes, body, lengths, kind) => {
	const ended = await stored(body, { ...lengths, anyType: true });
	expect(ended.kind).toBe(kind);
	if (ended.kind === 'stored') expect(ended.binary.data).toBe(bytes.toString('base64'));
});
