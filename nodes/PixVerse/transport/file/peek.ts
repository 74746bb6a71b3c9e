import type { Clock } from '../../domain/clock';
import type { Readable } from '../http/request';

/** The beginning of a body. */
export interface Peeked {
	start: Buffer;
	/** The whole body, where it was shorter than a peek: a stream that ended takes nothing back. */
	whole?: Buffer;
}

/** Enough to tell an MP4 from a page: size and type of the first box. */
const PEEK_BYTES = 12;

/** More of it is not looked at, however much came at once. */
const START_BYTES = 512;

/**
 * Reads the first bytes of a stream and puts them back.
 *
 * @throws Error when the connection breaks meanwhile
 */
export async function peek(stream: Readable): Promise<Peeked> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	while (bytes < PEEK_BYTES) {
		const chunk = stream.read() as Buffer | null;
		if (chunk) {
			chunks.push(chunk);
			bytes += chunk.length;
		} else if (stream.readableEnded || stream.destroyed || !(await hasMore(stream))) {
			if (stream.errored) throw stream.errored;
			const whole = Buffer.concat(chunks);
			return { start: whole, whole };
		}
	}
	const start = Buffer.concat(chunks);
	stream.unshift(start);
	// A copy: the chunk's own memory is freed when it is stored.
	return { start: Buffer.from(start.subarray(0, START_BYTES)) };
}

/** Resolves when there is more to read, or with false at the end. */
async function hasMore(stream: Readable): Promise<boolean> {
	return await new Promise((resolve, reject) => {
		const settle = (action: (error?: unknown) => void) => (error?: unknown) => {
			stream.off('readable', onReadable);
			stream.off('end', onEnd);
			stream.off('error', onError);
			stream.off('close', onEnd);
			action(error);
		};
		const onReadable = settle(() => resolve(true));
		const onEnd = settle(() => resolve(false));
		const onError = settle((error) =>
			reject(error instanceof Error ? error : new Error('the connection broke')),
		);
		stream.on('readable', onReadable);
		stream.on('end', onEnd);
		stream.on('error', onError);
		stream.on('close', onEnd);
	});
}

/** No byte for this long means that the connection of a download is dead. */
export const STALL_MS = 20_000;

/**
 * Throws when nothing arrives on a stream any more, and never ends otherwise: to be raced with
 * whoever reads it. What arrives is seen in `push`: n8n's helper may hand out a stream that no
 * longer knows its socket, whose end does not come when it is destroyed, and listening for data
 * would take it away from the reader.
 *
 * @param stallMs how long nothing may arrive
 * @throws Error no data came for that long, or up to twice as long
 */
export async function failOnStall(
	stream: Readable,
	clock: Clock,
	signal: AbortSignal,
	stallMs: number,
): Promise<never> {
	let arrived = 0;
	const push = stream.push.bind(stream);
	stream.push = (chunk: unknown, encoding?: Parameters<typeof push>[1]) => {
		arrived += 1;
		return push(chunk, encoding);
	};
	let seen = -1;
	while (!signal.aborted && !stream.destroyed && !stream.readableEnded) {
		if (arrived === seen) throw new Error('no more data came');
		seen = arrived;
		await clock.sleep(stallMs, signal);
	}
	return await new Promise<never>(() => undefined);
}
