'use strict';

// The same videos fetched into n8n's binary store (on disk) by the node and by HTTP Request, and
// into plain files by the shortest code that does it: time, or the peak of resident memory.
const fs = require('node:fs');
const path = require('node:path');
const { Readable } = require('node:stream');
const { pipeline } = require('node:stream/promises');

const { HTTP_REQUEST, loadHost, PIXVERSE, runWorkflow } = require('./workflow');

const { packageDir, folder, sandbox, measure, ways, number, count, rounds } = JSON.parse(
	process.argv[2],
);

/** A prompt's number decides the size of its video; this one's is small. */
const SMALL = 0;

/** An n8n that has run for a while has its code compiled and its young generation grown. */
const WARM_UPS = 40;

/** Makes a job that is done at once. */
async function makeVideo(ofNumber) {
	const headers = { 'x-api-key': sandbox.key, 'content-type': 'application/json' };
	const prompt = `Paper boat ${ofNumber}`;
	const body = { prompt, aspect_ratio: '16:9', duration: 5, quality: '540p' };
	const submit = { method: 'POST', headers, body: JSON.stringify(body) };
	const submitted = await (await fetch(`${sandbox.url}/v2/pixverse-v6`, submit)).json();
	const address = `${sandbox.url}/v2/requests/${submitted.request_id}`;
	const { video } = await (await fetch(address, { headers })).json();
	return { requestId: submitted.request_id, url: video.url };
}

async function fetchToFile(videos) {
	await Promise.all(
		videos.map(async ({ url }, index) => {
			const { body } = await fetch(url);
			const file = fs.createWriteStream(path.join(folder, `pipeline-${process.pid}-${index}`));
			await pipeline(Readable.fromWeb(body), file);
		}),
	);
}

function removeFiles() {
	for (const name of fs.readdirSync(folder)) {
		const place = path.join(folder, name);
		if (name.startsWith(`pipeline-${process.pid}`)) fs.rmSync(place);
		// test/support/engine.js keeps n8n's binary store in a folder of this name.
		const store = path.join(place, 'binary');
		if (name.startsWith('pixverse-engine-') && fs.existsSync(store)) {
			for (const below of fs.readdirSync(store)) {
				fs.rmSync(path.join(store, below), { recursive: true });
			}
		}
	}
}

function waysIn(engine) {
	const credential = { apiKey: sandbox.key, baseUrl: sandbox.url };
	const run = async (videos, node) => {
		const items = videos.map((video) => ({ json: video }));
		const connections = { Source: [['Fetch']] };
		const workflow = { items, nodes: { Fetch: node }, connections, credential };
		const fetched = await runWorkflow(engine, workflow, 'Fetch');
		const files = fetched.filter(({ binary }) => binary?.data?.mimeType === 'video/mp4').length;
		if (files !== videos.length) throw new Error(`${files} of ${videos.length} videos came`);
	};
	const requestId = '={{ $json.requestId }}';
	return {
		node: async (videos) =>
			await run(videos, {
				type: PIXVERSE,
				parameters: { resource: 'job', operation: 'get', requestId },
			}),
		httpRequest: async (videos) =>
			await run(videos, {
				type: HTTP_REQUEST,
				version: 4.2,
				parameters: {
					url: '={{ $json.url }}',
					options: { response: { response: { responseFormat: 'file' } } },
				},
			}),
		pipeline: fetchToFile,
	};
}

const clearRefs = '/proc/self/clear_refs';

function residentMB(name) {
	if (!fs.existsSync(clearRefs)) {
		const { rss } = process.memoryUsage();
		return (name === 'VmHWM' ? process.resourceUsage().maxRSS * 1024 : rss) / 1e6;
	}
	const line = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm');
	return (Number(line.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]) * 1024) / 1e6;
}

/** Peak of resident memory above what it was before, in MB. */
async function peakDeltaMB(work) {
	globalThis.gc();
	// On Linux the peak so far can be forgotten; elsewhere it is that of the whole process.
	if (fs.existsSync(clearRefs)) fs.writeFileSync(clearRefs, '5');
	const beforeMB = residentMB('VmRSS');
	await work();
	return residentMB('VmHWM') - beforeMB;
}

async function seconds(work) {
	const startMs = performance.now();
	await work();
	return (performance.now() - startMs) / 1000;
}

async function main() {
	const engine = await loadHost(packageDir);
	const all = waysIn(engine);
	const gauge = { seconds, peakDeltaMB }[measure];
	const small = await makeVideo(SMALL);
	for (const way of ways) await all[way](new Array(WARM_UPS).fill(small));
	removeFiles();
	const videos = [];
	while (videos.length < count) videos.push(await makeVideo(number));
	const samples = Object.fromEntries(ways.map((way) => [way, []]));
	for (let round = 0; round < rounds; round += 1) {
		for (const way of ways) {
			samples[way].push(await gauge(async () => await all[way](videos)));
			removeFiles();
		}
	}
	process.send(samples);
	process.disconnect();
}

main();
