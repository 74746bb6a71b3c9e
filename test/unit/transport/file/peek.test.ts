// The beginning of a body is looked at and put back; a body that stops coming is known as such.
import { Readable } from 'node:stream';

import { expect, test } from '@jest/globals';

import { failOnStall, peek } from '../../../../nodes/PixVerse/transport/file/peek';
import { simulatedClock } from '../../../support/simulated/clock';

const streamOf = (...parts: string[]) => Readable.from(parts.map((part) => Buffer.from(part)));
const textOf = async (stream: Readable) =>
	Buffer.concat((await stream.toArray()) as Buffer[]).toString();

test.each([[['abcdefghijklmnop']], [['a', 'b', 'cdefghijkl', 'mnop']], [[...'abcdefghijklmnop']]])(
	'%j: the beginning is seen, and nothing of it is missing',
	async (parts) => {
		const stream = streamOf(...parts);
		const { start, whole } = await peek(stream);
		expect(start.toString()).toMatch(/^abcdefghijkl/);
		expect(whole).toBeUndefined();
		expect(await textOf(stream)).toBe('abcdefghijklmnop');
	},
);

test('of a big chunk no more than 512 bytes are looked at', async () => {
	const stream = streamOf('x'.repeat(100_000));
	expect((await peek(stream)).start).toHaveLength(512);
	expect(await textOf(stream)).toHaveLength(100_000);
});

test.each([[['yes']], [['y', 'es']], [[]]])(
	'%j is shorter than a look: it is all',
	async (parts) => {
		const { start, whole } = await peek(streamOf(...parts));
		expect([start.toString(), whole?.toString()]).toEqual([parts.join(''), parts.join('')]);
	},
);

test('a connection that breaks meanwhile is told', async () => {
	async function* breaking() {
		yield Buffer.from('abc');
		await new Promise(setImmediate);
		throw new Error('reset');
	}
	await expect(peek(Readable.from(breaking()))).rejects.toThrow('reset');
});

test('a stream on which nothing comes fails, one on which a little comes does not', async () => {
	const clock = simulatedClock();
	const startMs = clock.now();
	const stream = new Readable({ read: () => undefined });
	for (const second of [5, 15, 25, 35]) clock.at(startMs + second * 1_000, () => stream.push('x'));
	await expect(failOnStall(stream, clock, new AbortController().signal, 20_000)).rejects.toThrow(
		'no more',
	);
	expect(clock.now() - startMs).toBeGreaterThanOrEqual(55_000);
	expect(clock.now() - startMs).toBeLessThanOrEqual(80_000);
});
