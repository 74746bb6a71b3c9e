// One run with a big video in a process of its own: prints how far memory rose above its start.
// Usage: node bigVideo.js <sandbox address> <key> <bytes>
const fs = require('node:fs');
const { loadEngine } = require('../../support/engine');
const { runOnce } = require('../../support/runNode');
const { VIDEO, FAST } = require('../errors/helpers.js');

/** Peak of resident memory in bytes, as the system counts it. */
function peakBytes() {
	return process.resourceUsage().maxRSS * 1024;
}

async function main([baseUrl, apiKey, bytes]) {
	const engine = await loadEngine({ binaryMode: 'filesystem' });
	const run = async () =>
		await runOnce(engine, {
			parameters: { ...VIDEO, options: FAST },
			credential: { apiKey, baseUrl },
		});
	// The first run loads what n8n loads late; a small video, so that only the size differs.
	const control = async (path, body) =>
		await fetch(`${baseUrl}/_sandbox/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	await control('configure', { videoBytes: null });
	await run();
	const start = peakBytes();
	await control('configure', { videoBytes: Number(bytes) });
	const { items, error } = await run();
	if (error) throw error;
	const { data } = items[0].binary;
	const stored = await engine.binaryData.getMetadata(data.id);
	const result = { stored: stored.fileSize, rise: peakBytes() - start, fileSize: data.fileSize };
	fs.writeSync(1, JSON.stringify(result));
	process.exit(0);
}

void main(process.argv.slice(2));
