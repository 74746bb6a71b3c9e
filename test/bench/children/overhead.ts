// CPU time per item of a dry run: reading, judging and handing over, with nobody to wait for.
import { parseJson } from '../../support/json';
import { takeInTurn } from '../inTurn';
import { overheadParams } from '../protocol';
import { collectGarbage, cpuMs, finish } from './child';
import { itemsOf, loadHost, PIXVERSE, runToEnd, type BenchNode, type HostEngine } from './workflow';

const { packageDir, counts, ...turns } = parseJson(process.argv[2] ?? '', overheadParams);

const PixVerse: BenchNode = {
	type: PIXVERSE,
	parameters: {
		resource: 'video',
		operation: 'textToVideo',
		model: 'pixverse-v6',
		prompt: '={{ "A paper boat on a quiet lake, number " + $json.n }}',
		options: { dryRun: 'always' },
	},
};

/** @returns milliseconds per item */
async function run(engine: HostEngine, count: number): Promise<number> {
	const workflow = {
		items: Array.from({ length: count }, (_, n) => ({ json: { n } })),
		nodes: { PixVerse },
		connections: { Source: [['PixVerse']] },
		credential: { apiKey: 'SG_dry', baseUrl: 'https://api.segmind.com' },
	};
	collectGarbage();
	const startMs = cpuMs();
	const items = itemsOf(await runToEnd(engine, workflow), 'PixVerse');
	const perItem = (cpuMs() - startMs) / count;
	if (items.length !== count) throw new Error(`${items.length} of ${count} items came out`);
	return perItem;
}

async function main() {
	const engine = await loadHost(packageDir);
	await run(engine, 50);
	const samples = await takeInTurn({
		...turns,
		ways: counts.map(String),
		async take(count) {
			console.error(`overhead: ${count} items`);
			return await run(engine, Number(count));
		},
	});
	finish(samples);
}

void main();
