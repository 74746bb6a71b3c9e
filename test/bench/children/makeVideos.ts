import type { IRun } from 'n8n-workflow';

import type { SandboxAddress } from '../protocol';
import { itemsOf, runToEnd, videoNode, type HostEngine } from './workflow';

/**
 * Makes a video of each of so many items in one execution, at the node's defaults: submit, status,
 * result, download.
 */
export async function makeVideos(
	engine: HostEngine,
	sandbox: SandboxAddress,
	{ items, concurrency }: { items: number; concurrency: number },
): Promise<IRun> {
	const run = await runToEnd(engine, {
		items: Array.from({ length: items }, (_, n) => ({ json: { number: n } })),
		nodes: {
			PixVerse: videoNode('={{ "Paper boat " + $json.number }}', {
				maxConcurrentJobs: concurrency,
				pollInterval: 0.1,
			}),
		},
		connections: { Source: [['PixVerse']] },
		credential: { apiKey: sandbox.key, baseUrl: sandbox.url },
	});
	const made = itemsOf(run, 'PixVerse').filter(({ binary }) => binary?.['data'] !== undefined);
	if (made.length !== items) throw new Error(`${made.length} of ${items} videos came`);
	return run;
}
