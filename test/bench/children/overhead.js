'use strict';

// CPU time per item of a dry run: reading, judging and handing over, with nobody to wait for.
const { loadHost, PIXVERSE, runWorkflow } = require('./workflow');

/** `counts`: numbers of items, run in this order, `rounds` times. */
const { packageDir, counts, rounds } = JSON.parse(process.argv[2]);

const PROMPT = '={{ "A paper boat on a quiet lake, number " + $json.n }}';

function cpuMs() {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

async function main() {
	const engine = await loadHost(packageDir);
	const run = async (count) => {
		const workflow = {
			items: Array.from({ length: count }, (_, n) => ({ json: { n } })),
			nodes: {
				PixVerse: {
					type: PIXVERSE,
					parameters: {
						resource: 'video',
						operation: 'textToVideo',
						model: 'pixverse-v6',
						prompt: PROMPT,
						options: { dryRun: true },
					},
				},
			},
			connections: { Source: [['PixVerse']] },
			credential: { apiKey: 'SG_dry', baseUrl: 'https://api.segmind.com' },
		};
		globalThis.gc();
		const startMs = cpuMs();
		const items = await runWorkflow(engine, workflow, 'PixVerse');
		const perItem = (cpuMs() - startMs) / count;
		if (items.length !== count) throw new Error(`${items.length} of ${count} items came out`);
		return perItem;
	};
	await run(50);
	const samples = Object.fromEntries(counts.map((count) => [count, []]));
	for (let round = 0; round < rounds; round += 1) {
		for (const count of counts) samples[count].push(await run(count));
	}
	process.send(samples);
	process.disconnect();
}

main();
