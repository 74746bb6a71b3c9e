// A store on disk: what it has written is freed behind it, and one that holds on to chunks loses
// nothing but a download.
import { Readable } from 'node:stream';

import { expect, test } from '@jest/globals';

import { storeAnswer } from '../../../../nodes/PixVerse/transport/file/storeFile';
import type { N8nFiles } from '../../../../nodes/PixVerse/transport/http/request';
import { simulatedClock } from '../../../support/simulated/clock';

const CHUNKS = 100;
const CHUNK_BYTES = 65_536;

/** Like an MP4's beginning, then numbered chunks; each can be freed, on every version of Node. */
function chunksOfVideo(): Buffer[] {
	return Array.from({ length: CHUNKS }, (_, number) => {
		const memory = new ArrayBuffer(CHUNK_BYTES);
		const transfer = () => structuredClone(memory, { transfer: [memory] });
		Object.defineProperty(memory, 'transfer', { value: transfer });
		const chunk = Buffer.from(memory).fill(number);
		if (number === 0) chunk.write('\0\0\0\x20ftypisom', 'latin1');
		return chunk;
	});
}

/** n8n's store on disk; `holds`: a made-up one that writes everything at the end. */
function diskStore(holds: boolean) {
	const files: Buffer[] = [];
	const helpers = {
		async prepareBinaryData(body: Readable, fileName: string, mimeType: string) {
			const parts: Buffer[] = [];
			for await (const part of body) {
				parts.push(holds ? (part as Buffer) : Buffer.from(part as Buffer));
			}
			// What was freed meanwhile has no bytes any more.
			files.push(Buffer.concat(parts.filter(({ length }) => length > 0)));
			const bytes = files.at(-1)?.length ?? 0;
			return {
				id: `filesystem-v2:${files.length}`,
				data: 'filesystem-v2',
				fileName,
				mimeType,
				bytes,
			};
		},
	};
	return { context: { helpers } as unknown as N8nFiles, files };
}

async function storeVideo(context: N8nFiles, chunks: Buffer[], canComeAgain = true) {
	return await storeAnswer({
		context,
		canComeAgain,
		answer: {
			headers: {
				'content-type': 'video/mp4',
				'content-length': String(CHUNKS * CHUNK_BYTES),
			},
			body: Readable.from(chunks),
		},
		file: { fileName: 'a.mp4', anyType: false },
		limits: { clock: simulatedClock(), signal: new AbortController().signal, timeLimitMs: 60_000 },
	});
}

test('videos stored one after another are whole, and the memory of the second is freed meanwhile', async () => {
	const { context, files } = diskStore(false);
	const whole = Buffer.concat(chunksOfVideo());
	const chunks = chunksOfVideo();
	expect((await storeVideo(context, chunksOfVideo())).kind).toBe('stored');
	expect((await storeVideo(context, chunks)).kind).toBe('stored');
	expect(files.map((file) => file.equals(whole))).toEqual([true, true]);
	expect(chunks.filter(({ length }) => length === 0).length).toBeGreaterThan(CHUNKS / 4);
});

test('a video that comes only once, in synchronous mode, is never freed', async () => {
	const { context } = diskStore(false);
	const chunks = chunksOfVideo();
	await storeVideo(context, chunksOfVideo());
	expect((await storeVideo(context, chunks, false)).kind).toBe('stored');
	expect(chunks.filter(({ length }) => length === 0)).toEqual([]);
});

test('a store that turns out to hold on to chunks gets the video whole by the next try', async () => {
	const { context, files } = diskStore(true);
	const reason = 'n8n did not store all that came';
	expect(await storeVideo(context, chunksOfVideo())).toEqual({ kind: 'broken', reason });
	expect((await storeVideo(context, chunksOfVideo())).kind).toBe('stored');
	expect(files.at(-1)?.equals(Buffer.concat(chunksOfVideo()))).toBe(true);
});
