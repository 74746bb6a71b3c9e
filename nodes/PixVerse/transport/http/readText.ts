import { within, type Clock } from '../../domain/clock';
import type { Readable } from './request';

/** No answer of Segmind's API is anywhere near this; more is not read into memory. */
const MAX_TEXT_BYTES = 8 * 1024 * 1024;

/** What reading a body as text ended with; what came until then is kept, for it may name a paid job. */
export type BodyText =
	| { kind: 'text'; text: string }
	| { kind: 'tooLarge'; start: string }
	| { kind: 'broken'; start: string };

/** How much of an unreadable body is looked through. */
const START_BYTES = 64 * 1024;

/** Reads a body to its end, within time and size. */
export async function readText(
	clock: Clock,
	body: Readable,
	timeLimitMs: number,
	signal?: AbortSignal,
): Promise<BodyText> {
	const chunks: Buffer[] = [];
	const start = () => Buffer.concat(chunks).subarray(0, START_BYTES).toString('utf8');
	try {
		const outcome = await within(clock, timeLimitMs, signal, async () => {
			let bytes = 0;
			for await (const chunk of body) {
				const buffer = Buffer.from(chunk as Uint8Array);
				chunks.push(buffer);
				bytes += buffer.length;
				if (bytes > MAX_TEXT_BYTES) return false;
			}
			return true;
		});
		if (outcome.kind !== 'done') return { kind: 'broken', start: start() };
		return outcome.value
			? { kind: 'text', text: Buffer.concat(chunks).toString('utf8') }
			: { kind: 'tooLarge', start: start() };
	} catch {
		return { kind: 'broken', start: start() };
	} finally {
		body.destroy();
	}
}
