// What a poll of the trigger without news costs, over an account with many jobs of the last day.
import { hostFolder } from '../../host/paths';
import { heapAfterGcMb } from '../../load/measure';
import { loadEngine } from '../../support/engine';
import { parseJson } from '../../support/json';
import { triggerParams } from '../protocol';
import { requestCounts } from './account';
import { cpuMs, finish } from './child';
import { activeTrigger, pollWithoutNews } from './watchedAccount';

const { packageDir, sandbox, rows, polls, samples } = parseJson(
	process.argv[2] ?? '',
	triggerParams,
);

async function countRequests(): Promise<number> {
	return [...(await requestCounts(sandbox)).values()].reduce((sum, count) => sum + count, 0);
}

async function main() {
	const engine = await loadEngine({ coreDir: hostFolder, packageDir });
	const trigger = await activeTrigger(engine, sandbox, rows);
	const before = await countRequests();
	const firstHeapMB = await heapAfterGcMb();
	console.error('trigger: polls without news');
	const spentMs: number[] = [];
	for (let sample = 0; sample < samples; sample += 1) {
		const startMs = cpuMs();
		await pollWithoutNews(trigger, polls);
		spentMs.push((cpuMs() - startMs) / polls);
	}
	const lastHeapMB = await heapAfterGcMb();
	const requests = (await countRequests()) - before;
	finish({ cpuMs: spentMs, requests, firstHeapMB, lastHeapMB });
}

void main();
