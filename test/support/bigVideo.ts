// One run with a big video in a process of its own: prints how far memory rose above its start.
// Usage: node .build/test/support/bigVideo.js <sandbox address> <key> <bytes>
import { createHash } from 'node:crypto';
import fs from 'node:fs';

import { loadEngine } from './engine';
import { video } from './inputs';
import { runOnce } from './runNode';

/** What it prints, as JSON. */
export interface BigVideoResult {
	/** Bytes in n8n's store. */
	stored: number | undefined;
	/** Whether each of them is the one that the file host gave. */
	isSame: boolean;
	/** Bytes by which the peak of resident memory rose. */
	rise: number;
	/** The size as n8n shows it. */
	fileSize: string | undefined;
}

/** Peak of resident memory in bytes, as the system counts it. */
const peakBytes = () => process.resourceUsage().maxRSS * 1024;

async function hashOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of bytes) hash.update(chunk);
	return hash.digest('hex');
}

/** What lies at a URL, in memory: after the peak was taken. */
async function* fetched(url: unknown): AsyncGenerator<Uint8Array> {
	yield new Uint8Array(await (await fetch(String(url))).arrayBuffer());
}

async function main([baseUrl = '', apiKey = '', bytes]: string[]): Promise<void> {
	const engine = await loadEngine({ binaryMode: 'filesystem' });
	const run = async () =>
		await runOnce(engine, { parameters: video(), credential: { apiKey, baseUrl } });
	const setVideoBytes = async (videoBytes: number | null) =>
		await fetch(`${baseUrl}/_sandbox/configure`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ videoBytes }),
		});
	// The first run loads what n8n loads late; a small video, so that only the size differs.
	await setVideoBytes(null);
	await run();
	const start = peakBytes();
	await setVideoBytes(Number(bytes));
	const { items, error } = await run();
	if (error) throw error;
	const file = items[0]?.binary?.['data'];
	const stored = await engine.binaryData.getMetadata(file?.id ?? '');
	const rise = peakBytes() - start;
	const kept = await engine.binaryData.getAsStream(file?.id ?? '');
	const result: BigVideoResult = {
		stored: stored.fileSize,
		isSame: (await hashOf(kept)) === (await hashOf(fetched(items[0]?.json['videoUrl']))),
		rise,
		fileSize: file?.fileSize,
	};
	fs.writeSync(1, JSON.stringify(result));
	process.exit(0);
}

void main(process.argv.slice(2));
