// What an item costs in one execution of many: CPU, memory, and what n8n stores of it.
import type { IRunExecutionData } from 'n8n-workflow';

import { storedBytesOf } from '../../host/executionData';
import { heapAfterGcMb } from '../../load/measure';
import { parseJson } from '../../support/json';
import { itemsParams } from '../protocol';
import { cpuMs, finish } from './child';
import { makeVideos } from './makeVideos';
import { withPeak } from './residentMemory';
import { loadHost } from './workflow';

const {
	packageDir,
	sandbox,
	items: count,
	concurrency,
} = parseJson(process.argv[2] ?? '', itemsParams);

/** An n8n that has run for a while has its code compiled. */
const WARM_UP = 100;

/** Of the load test's megabytes to those of the bench. */
const MEBI = 1024 ** 2 / 1e6;

/** What the node remembers: in its own context, and in that of the whole execution. */
function contextOf({ executionData }: IRunExecutionData): object {
	const { 'node:PixVerse': ofNode, flow } = executionData?.contextData ?? {};
	return { ofNode, flow };
}

/** The same data, as if the node had remembered nothing. */
function withoutContext(data: IRunExecutionData): object {
	return { ...data, executionData: { ...data.executionData, contextData: {} } };
}

async function main() {
	const engine = await loadHost(packageDir);
	const make = async (items: number) => await makeVideos(engine, sandbox, { items, concurrency });
	await make(WARM_UP);
	const heapMB = await heapAfterGcMb();
	const startMs = cpuMs();
	const { result: run, peakMB } = await withPeak(async () => await make(count));
	const spentMs = cpuMs() - startMs;
	const heldMB = ((await heapAfterGcMb()) - heapMB) * MEBI;
	const contextBytes = storedBytesOf(contextOf(run.data));
	const storedBytes = storedBytesOf(run.data) - storedBytesOf(withoutContext(run.data));
	finish({ cpuMs: spentMs, peakMB, heldMB, contextBytes, storedBytes });
}

void main();
