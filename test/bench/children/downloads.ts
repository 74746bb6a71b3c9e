// The same videos fetched into n8n's binary store (on disk) by the node and by HTTP Request, and
// into plain files by the shortest code that does it: time, or the peak of resident memory.
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

import { parseJson, z } from '../../support/json';
import { downloadsParams, type DownloadsParams, type WayToFetch } from '../protocol';
import { collectGarbage, finish } from './child';
import {
	HTTP_REQUEST,
	loadHost,
	PIXVERSE,
	runWorkflow,
	type BenchNode,
	type HostEngine,
} from './workflow';

const params = parseJson(process.argv[2] ?? '', downloadsParams);
const { folder, sandbox } = params;

/** A prompt's number decides the size of its video; this one's is small. */
const SMALL = 0;

/** An n8n that has run for a while has its code compiled and its young generation grown. */
const WARM_UPS = 40;

const submitted = z.object({ request_id: z.string() });
const finished = z.object({ video: z.object({ url: z.string() }) });

interface Video {
	requestId: string;
	url: string;
}

/** Makes a job that is done at once. */
async function makeVideo(ofNumber: number): Promise<Video> {
	const headers = { 'x-api-key': sandbox.key, 'content-type': 'application/json' };
	const prompt = `Paper boat ${ofNumber}`;
	const body = { prompt, aspect_ratio: '16:9', duration: 5, quality: '540p' };
	const submit = { method: 'POST', headers, body: JSON.stringify(body) };
	const answer = await (await fetch(`${sandbox.url}/v2/pixverse-v6`, submit)).text();
	const requestId = parseJson(answer, submitted).request_id;
	const result = await fetch(`${sandbox.url}/v2/requests/${requestId}`, { headers });
	return { requestId, url: parseJson(await result.text(), finished).video.url };
}

async function fetchToFile(videos: readonly Video[]): Promise<void> {
	await Promise.all(
		videos.map(async ({ url }, index) => {
			const { body } = await fetch(url);
			const file = fs.createWriteStream(path.join(folder, `pipeline-${process.pid}-${index}`));
			// The DOM's type of a stream, and Node's own, of one and the same.
			await pipeline(Readable.fromWeb(body as ReadableStream), file);
		}),
	);
}

function removeFiles(): void {
	for (const name of fs.readdirSync(folder)) {
		const place = path.join(folder, name);
		if (name.startsWith(`pipeline-${process.pid}`)) fs.rmSync(place);
		// test/support/engine.ts keeps n8n's binary store in a folder of this name.
		const store = path.join(place, 'binary');
		if (name.startsWith('pixverse-engine-') && fs.existsSync(store)) {
			for (const below of fs.readdirSync(store)) {
				fs.rmSync(path.join(store, below), { recursive: true });
			}
		}
	}
}

const getJob: BenchNode = {
	type: PIXVERSE,
	parameters: { resource: 'job', operation: 'get', requestId: '={{ $json.requestId }}' },
};

const getAddress: BenchNode = {
	type: HTTP_REQUEST,
	version: 4.2,
	parameters: {
		url: '={{ $json.url }}',
		options: { response: { response: { responseFormat: 'file' } } },
	},
};

type FetchVideos = (videos: readonly Video[]) => Promise<void>;

function waysIn(engine: HostEngine): Record<WayToFetch, FetchVideos> {
	const credential = { apiKey: sandbox.key, baseUrl: sandbox.url };
	const connections = { Source: [['Fetch']] };
	const by =
		(Fetch: BenchNode): FetchVideos =>
		async (videos) => {
			const items = videos.map((video) => ({ json: { ...video } }));
			const workflow = { items, nodes: { Fetch }, connections, credential };
			const fetched = await runWorkflow(engine, workflow, 'Fetch');
			const files = fetched.filter(({ binary }) => binary?.['data']?.mimeType === 'video/mp4');
			if (files.length !== videos.length)
				throw new Error(`${files.length} of ${videos.length} videos came`);
		};
	return { node: by(getJob), httpRequest: by(getAddress), pipeline: fetchToFile };
}

type Gauge = (work: () => Promise<void>) => Promise<number>;

const clearRefs = '/proc/self/clear_refs';

function residentMB(name: 'VmHWM' | 'VmRSS'): number {
	if (!fs.existsSync(clearRefs)) {
		const { rss } = process.memoryUsage();
		return (name === 'VmHWM' ? process.resourceUsage().maxRSS * 1024 : rss) / 1e6;
	}
	const line = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm');
	return (Number(line.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024) / 1e6;
}

const GAUGES: Record<DownloadsParams['measure'], Gauge> = {
	async peakDeltaMB(work) {
		collectGarbage();
		// On Linux the peak so far can be forgotten; elsewhere it is that of the whole process.
		if (fs.existsSync(clearRefs)) fs.writeFileSync(clearRefs, '5');
		const beforeMB = residentMB('VmRSS');
		await work();
		return residentMB('VmHWM') - beforeMB;
	},
	async seconds(work) {
		const startMs = performance.now();
		await work();
		return (performance.now() - startMs) / 1000;
	},
};

async function main() {
	const { ways, number, count, rounds } = params;
	const all = waysIn(await loadHost(params.packageDir));
	const gauge = GAUGES[params.measure];
	const small = await makeVideo(SMALL);
	for (const way of ways) await all[way](new Array<Video>(WARM_UPS).fill(small));
	removeFiles();
	const videos: Video[] = [];
	while (videos.length < count) videos.push(await makeVideo(number));
	const samples: Partial<Record<WayToFetch, number[]>> = {};
	for (let round = 0; round < rounds; round += 1) {
		// In turn, and the other way round each time: none always comes after the same one.
		for (const way of round % 2 === 0 ? ways : [...ways].reverse()) {
			(samples[way] ??= []).push(await gauge(async () => await all[way](videos)));
			removeFiles();
		}
	}
	finish(samples);
}

void main();
