// Memory of what is stored: freed only where the store has written it, and never another's.
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

import { describe, expect, jest, test } from '@jest/globals';

import type * as SpentChunks from '../../../../nodes/PixVerse/transport/file/spentChunks';

const CHUNK_BYTES = 65_536;
const KEPT = 16;
const CHUNKS = 100;

const ON_DISK = { id: 'filesystem-v2:workflows/1/executions/2/binary_data/3' };

/** A module of its own: it remembers what n8n's store is like. */
async function fresh(): Promise<typeof SpentChunks> {
	let loaded: typeof SpentChunks | undefined;
	await jest.isolateModulesAsync(async () => {
		loaded = await import('../../../../nodes/PixVerse/transport/file/spentChunks');
	});
	if (!loaded) throw new Error('not loaded');
	return loaded;
}

/** Node 20 cannot transfer, and so frees nothing: here every chunk can, by its own means. */
function chunk(number: number, { offset = 0, bytes = CHUNK_BYTES } = {}): Buffer {
	const memory = new ArrayBuffer(offset + bytes);
	const transfer = () => structuredClone(memory, { transfer: [memory] });
	Object.defineProperty(memory, 'transfer', { value: transfer });
	return Buffer.from(memory, offset).fill(number);
}

/** Reads a body as n8n's store on disk does: nothing is looked at again. */
async function readAll(body: Readable): Promise<number[]> {
	const seen: number[] = [];
	for await (const part of body) seen.push((part as Buffer)[0] ?? -1);
	return seen;
}

const numbers = Array.from({ length: CHUNKS }, (_, index) => index);

/** Which of the chunks are gone after a store on disk has read them all. */
async function freedOf(chunks: Buffer[], known = ON_DISK): Promise<number[]> {
	const { freeSpentChunks, learnFromStored } = await fresh();
	learnFromStored(known, 7, undefined);
	const body = Readable.from(chunks);
	freeSpentChunks(body);
	expect(await readAll(body)).toEqual(numbers);
	return numbers.filter((number) => chunks[number]?.length === 0);
}

describe('chunks that are freed', () => {
	test('on disk: all but the newest, each with its bytes until then', async () => {
		const freed = await freedOf(numbers.map((number) => chunk(number)));
		expect(freed).toEqual(numbers.slice(0, CHUNKS - KEPT));
	});

	test('none in memory, in a database or in an object store, whose writers may hold them', async () => {
		for (const id of ['', 'database:1', 's3:workflows/1', 'azure:1']) {
			expect(
				await freedOf(
					numbers.map((number) => chunk(number)),
					{ id },
				),
			).toEqual([]);
		}
	});

	test('none that is a piece of a larger memory, or small enough to be one', async () => {
		expect(await freedOf(numbers.map((number) => chunk(number, { offset: 1 })))).toEqual([]);
		expect(await freedOf(numbers.map((number) => chunk(number, { bytes: 8_192 })))).toEqual([]);
	});
});

test('nothing is freed before a file has shown what the store is', async () => {
	const { freeSpentChunks } = await fresh();
	expect(freeSpentChunks(Readable.from([chunk(1)]))).toBeUndefined();
});

test('a store on disk that holds on to chunks is found out by its size, and believed no more', async () => {
	const { freeSpentChunks, learnFromStored } = await fresh();
	learnFromStored(ON_DISK, 7, undefined);
	const body = Readable.from(numbers.map((number) => chunk(number)));
	const handedOver = freeSpentChunks(body);
	const held: Buffer[] = [];
	for await (const part of body) held.push(part as Buffer);
	const stored = held.reduce((sum, { length }) => sum + length, 0);
	const freedBytes = (CHUNKS - KEPT) * CHUNK_BYTES;
	expect(handedOver).toEqual({ bytes: CHUNKS * CHUNK_BYTES, freedBytes });
	expect(stored).toBe(KEPT * CHUNK_BYTES);
	expect(learnFromStored(ON_DISK, stored, handedOver)).toBe(false);
	expect(learnFromStored(ON_DISK, 7, undefined)).toBe(true);
	expect(freeSpentChunks(Readable.from([chunk(1)]))).toBeUndefined();
});

test('after storing broke off nothing is freed, until a file was stored whole again', async () => {
	const { doubtStore, freeSpentChunks, learnFromStored } = await fresh();
	const isFreeing = () => freeSpentChunks(Readable.from([chunk(1)])) !== undefined;
	learnFromStored(ON_DISK, 7, undefined);
	expect(isFreeing()).toBe(true);
	doubtStore();
	expect(isFreeing()).toBe(false);
	learnFromStored(ON_DISK, 7, undefined);
	expect(isFreeing()).toBe(true);
});

test('a store that does not ask chunk by chunk, as one in memory, holds all of it', async () => {
	const { freeSpentChunks, learnFromStored } = await fresh();
	learnFromStored(ON_DISK, 7, undefined);
	const body = Readable.from(numbers.map((number) => chunk(number)));
	const handedOver = freeSpentChunks(body);
	let bytes = 0;
	body.on('data', (part: Buffer) => (bytes += part.length));
	await finished(body);
	expect(bytes).toBe(CHUNKS * CHUNK_BYTES);
	expect(learnFromStored({}, bytes, handedOver)).toBe(true);
});
