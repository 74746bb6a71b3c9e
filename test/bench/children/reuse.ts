// What a run costs whose items all have an equal job in the history: reads of it, and CPU.
import type { INodeParameters } from 'n8n-workflow';

import { parseJson } from '../../support/json';
import { reuseParams } from '../protocol';
import { requestCounts, seedHistory } from './account';
import { cpuMs, finish } from './child';
import { itemsOf, loadHost, runToEnd, videoNode, type HostEngine } from './workflow';

const { packageDir, sandbox, rows, counts } = parseJson(process.argv[2] ?? '', reuseParams);

/** Within the hours that are looked at. */
const SPAN_MS = 20 * 3_600_000;

async function run(engine: HostEngine, count: number, options: INodeParameters) {
	const ended = await runToEnd(engine, {
		items: Array.from({ length: count }, (_, n) => ({ json: { n } })),
		nodes: {
			PixVerse: videoNode('={{ "Paper boat " + $json.n }}', options),
		},
		connections: { Source: [['PixVerse']] },
		credential: { apiKey: sandbox.key, baseUrl: sandbox.url },
	});
	return itemsOf(ended, 'PixVerse').map(({ json }) => json);
}

/** What the node sends for an item, told by its own dry run. */
async function bodyOfAnOrder(engine: HostEngine): Promise<object> {
	const [item] = await run(engine, 1, { dryRun: 'always' });
	const body = item?.['body'];
	if (typeof body !== 'object' || body === null) throw new Error('The dry run told of no body');
	return body;
}

async function listRequests(): Promise<number> {
	return (await requestCounts(sandbox)).get('historyList') ?? 0;
}

async function main() {
	const engine = await loadHost(packageDir);
	const body = await bodyOfAnOrder(engine);
	const jobs = Array.from({ length: rows }, (_, n) => ({
		agoMs: 60_000 + (n * SPAN_MS) / rows,
		body: { ...body, prompt: `Paper boat ${n}` },
	}));
	await seedHistory(sandbox, jobs);
	const requests: Record<number, number> = {};
	let cpuMsPerItem = Number.NaN;
	for (const count of counts) {
		const [requestsBefore, startMs] = [await listRequests(), cpuMs()];
		const items = await run(engine, count, { reuseHours: 24, downloadVideo: false });
		cpuMsPerItem = (cpuMs() - startMs) / count;
		requests[count] = (await listRequests()) - requestsBefore;
		const taken = items.filter(({ resumed }) => resumed === true).length;
		if (taken !== count) throw new Error(`${taken} of ${count} items were taken up`);
	}
	finish({ requests, cpuMsPerItem });
}

void main();
