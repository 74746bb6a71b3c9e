// Wall time of the same videos, ordered in different ways.
import type { INodeParameters } from 'n8n-workflow';

import { parseJson } from '../../support/json';
import { batchParams, type WayToMake } from '../protocol';
import { finish } from './child';
import {
	HTTP_REQUEST,
	itemsOf,
	loadHost,
	runToEnd,
	videoNode,
	type BenchNode,
	type BenchWorkflow,
} from './workflow';

const {
	packageDir,
	way,
	items: count,
	concurrency,
	sandbox,
} = parseJson(process.argv[2] ?? '', batchParams);

interface Way extends Pick<BenchWorkflow, 'nodes' | 'connections'> {
	/** The node that gives the videos. */
	output: string;
}

const headers: INodeParameters = {
	sendHeaders: true,
	headerParameters: { parameters: [{ name: 'x-api-key', value: sandbox.key }] },
};
const ASPECT_AND_MORE = 'aspect_ratio: "16:9", duration: 5, quality: "540p"';
const PROMPT = '={{ "Paper boat " + $json.number }}';
const BODY = `={{ { prompt: "Paper boat " + $json.number, ${ASPECT_AND_MORE} } }}`;
const file: INodeParameters = { response: { response: { responseFormat: 'file' } } };

function httpRequest(method: string, path: string, parameters: INodeParameters): BenchNode {
	const url = path.startsWith('=') ? path : `${sandbox.url}${path}`;
	return {
		type: HTTP_REQUEST,
		version: 4.2,
		parameters: { method, url, ...headers, ...parameters },
	};
}

const post = (path: string, options: INodeParameters) =>
	httpRequest('POST', path, { sendBody: true, specifyBody: 'json', jsonBody: BODY, options });

const loop: BenchNode = {
	type: 'n8n-nodes-base.splitInBatches',
	version: 3,
	parameters: { batchSize: concurrency, options: {} },
};

/** The usual workflow without a node for it: submit, wait, look, and again until all are done. */
const handMade: Way = {
	nodes: {
		Loop: loop,
		Submit: post('/v2/pixverse-v6', {}),
		Wait: {
			type: 'n8n-nodes-base.wait',
			version: 1.1,
			parameters: { resume: 'timeInterval', amount: 1, unit: 'seconds' },
		},
		Status: httpRequest('GET', '={{ $json.status_url }}', { options: {} }),
		Done: {
			type: 'n8n-nodes-base.if',
			version: 2.2,
			parameters: {
				conditions: {
					options: { version: 2, caseSensitive: true, leftValue: '', typeValidation: 'strict' },
					combinator: 'and',
					conditions: [
						{
							id: '1',
							leftValue: '={{ $json.status }}',
							rightValue: 'COMPLETED',
							operator: { type: 'string', operation: 'equals' },
						},
					],
				},
				options: {},
			},
		},
		Result: httpRequest('GET', `=${sandbox.url}/v2/requests/{{ $json.request_id }}`, {
			options: {},
		}),
		Download: {
			type: HTTP_REQUEST,
			version: 4.2,
			parameters: { url: '={{ $json.video.url }}', options: file },
		},
	},
	connections: {
		Source: [['Loop']],
		Loop: [[], ['Submit']],
		Submit: [['Wait']],
		Wait: [['Status']],
		Status: [['Done']],
		Done: [['Result'], ['Wait']],
		Result: [['Download']],
		Download: [['Loop']],
	},
	output: 'Download',
};

const WAYS: Record<WayToMake, Way> = {
	node: {
		nodes: {
			PixVerse: videoNode(PROMPT, { maxConcurrentJobs: concurrency, pollInterval: 0.1 }),
		},
		connections: { Source: [['PixVerse']] },
		output: 'PixVerse',
	},
	httpRequest: {
		nodes: { Make: post('/v1/pixverse-v6', file) },
		connections: { Source: [['Make']] },
		output: 'Make',
	},
	inBatches: {
		nodes: { Loop: loop, Make: post('/v1/pixverse-v6', file) },
		connections: { Source: [['Loop']], Loop: [[], ['Make']], Make: [['Loop']] },
		output: 'Make',
	},
	handMade,
};

async function main() {
	const engine = await loadHost(packageDir);
	const { nodes, connections, output } = WAYS[way];
	const items = Array.from({ length: count }, (_, n) => ({ json: { number: n } }));
	const credential = { apiKey: sandbox.key, baseUrl: sandbox.url };
	const startMs = performance.now();
	const run = await runToEnd(engine, { items, nodes, connections, credential });
	const wallS = (performance.now() - startMs) / 1000;
	const made = itemsOf(run, output);
	const videos = made.filter(({ binary }) => binary?.['data']?.mimeType === 'video/mp4').length;
	if (videos < count) throw new Error(`${videos} of ${count} videos came (${way})`);
	finish({ wallS });
}

void main();
