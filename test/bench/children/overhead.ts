// CPU time per item of a dry run: reading, judging and handing over, with nobody to wait for.
import { parseJson } from '../../support/json';
import { overheadParams } from '../protocol';
import { collectGarbage, finish } from './child';
import { loadHost, PIXVERSE, runWorkflow, type BenchNode, type HostEngine } from './workflow';

const { packageDir, counts, rounds } = parseJson(process.argv[2] ?? '', overheadParams);

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

function cpuMs(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

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
	const items = await runWorkflow(engine, workflow, 'PixVerse');
	const perItem = (cpuMs() - startMs) / count;
	if (items.length !== count) throw new Error(`${items.length} of ${count} items came out`);
	return perItem;
}

async function main() {
	const engine = await loadHost(packageDir);
	await run(engine, 50);
	const samples: Record<number, number[]> = {};
	for (let round = 0; round < rounds; round += 1) {
		for (const count of counts) (samples[count] ??= []).push(await run(engine, count));
	}
	finish(samples);
}

void main();
