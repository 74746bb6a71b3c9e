// One run with a big video in a process of its own: prints how far memory rose above its start.
// Usage: node .build/test/support/bigVideo.js <sandbox address> <key> <bytes>
import fs from 'node:fs';

import { loadEngine } from './engine';
import { video } from './inputs';
import { runOnce } from './runNode';

/** What it prints, as JSON. */
export interface BigVideoResult {
	/** Bytes in n8n's store. */
	stored: number | undefined;
	/** Bytes by which the peak of resident memory rose. */
	rise: number;
	/** The size as n8n shows it. */
	fileSize: string | undefined;
}

/** Peak of resident memory in bytes, as the system counts it. */
const peakBytes = () => process.resourceUsage().maxRSS * 1024;

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
	const result: BigVideoResult = {
		stored: stored.fileSize,
		rise: peakBytes() - start,
		fileSize: file?.fileSize,
	};
	fs.writeSync(1, JSON.stringify(result));
	process.exit(0);
}

void main(process.argv.slice(2));
