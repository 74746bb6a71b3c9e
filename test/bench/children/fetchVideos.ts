// The same videos fetched into n8n's binary store (on disk) by the node and by HTTP Request, and
// into plain files by the shortest code that does it.
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

import { parseJson, z } from '../../support/json';
import type { DownloadsParams, SandboxAddress, WayToFetch } from '../protocol';
import {
	HTTP_REQUEST,
	itemsOf,
	PIXVERSE,
	runToEnd,
	type BenchNode,
	type HostEngine,
} from './workflow';

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
async function makeVideo(sandbox: SandboxAddress, ofNumber: number): Promise<Video> {
	const headers = { 'x-api-key': sandbox.key, 'content-type': 'application/json' };
	const prompt = `Paper boat ${ofNumber}`;
	const body = { prompt, aspect_ratio: '16:9', duration: 5, quality: '540p' };
	const submit = { method: 'POST', headers, body: JSON.stringify(body) };
	const answer = await (await fetch(`${sandbox.url}/v2/pixverse-v6`, submit)).text();
	const requestId = parseJson(answer, submitted).request_id;
	const result = await fetch(`${sandbox.url}/v2/requests/${requestId}`, { headers });
	return { requestId, url: parseJson(await result.text(), finished).video.url };
}

async function fetchToFile(folder: string, videos: readonly Video[]): Promise<void> {
	await Promise.all(
		videos.map(async ({ url }, index) => {
			const { body } = await fetch(url);
			const file = fs.createWriteStream(path.join(folder, `pipeline-${process.pid}-${index}`));
			// The DOM's type of a stream, and Node's own, of one and the same.
			await pipeline(Readable.fromWeb(body as ReadableStream), file);
		}),
	);
}

/** What the ways have stored. */
export function removeFiles(folder: string): void {
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

export type WaysToFetch = Record<WayToFetch, FetchVideos>;

export function waysToFetch(
	engine: HostEngine,
	{ sandbox, folder }: Pick<DownloadsParams, 'sandbox' | 'folder'>,
): WaysToFetch {
	const credential = { apiKey: sandbox.key, baseUrl: sandbox.url };
	const connections = { Source: [['Fetch']] };
	const by =
		(Fetch: BenchNode): FetchVideos =>
		async (videos) => {
			const items = videos.map((video) => ({ json: { ...video } }));
			const workflow = { items, nodes: { Fetch }, connections, credential };
			const fetched = itemsOf(await runToEnd(engine, workflow), 'Fetch');
			const files = fetched.filter(({ binary }) => binary?.['data']?.mimeType === 'video/mp4');
			if (files.length !== videos.length)
				throw new Error(`${files.length} of ${videos.length} videos came`);
		};
	return {
		node: by(getJob),
		httpRequest: by(getAddress),
		pipeline: async (videos) => await fetchToFile(folder, videos),
	};
}

/** @returns so many videos, not fetched yet */
export async function warmUp(
	all: WaysToFetch,
	{
		sandbox,
		folder,
		ways,
		number,
		count,
	}: Pick<DownloadsParams, 'sandbox' | 'folder' | 'ways' | 'number' | 'count'>,
): Promise<Video[]> {
	const small = await makeVideo(sandbox, SMALL);
	for (const way of ways) await all[way](new Array<Video>(WARM_UPS).fill(small));
	removeFiles(folder);
	const videos: Video[] = [];
	while (videos.length < count) videos.push(await makeVideo(sandbox, number));
	return videos;
}
