import os from 'node:os';
import path from 'node:path';

import { hostModules } from '../host/paths';
import { readJson, z } from '../support/json';
import type { Measured } from './measureAll';
import type { Watched } from './measures/poll';
import { median } from './statistics';
import type { Summary } from './summary';

type Row = [measure: string, ours: string, beside: string, target: string];

/** What --quick leaves out is shown as a dash. */
const one = (value?: number) => value?.toFixed(1) ?? '–';
const two = (value?: number) => value?.toFixed(2) ?? '–';
const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
const megabytes = (samples?: number[]) => `${one(samples && median(samples))} MB`;
const looks = ({ meanOvershootS, meanPolls }: Watched) =>
	`${two(meanOvershootS)} s, ${one(meanPolls)} looks`;
const between = (spread: readonly number[]) => spread.map(two).join(' to ');

function timeRows({ batch, poll }: Summary, measured: Measured): Row[] {
	const { inBatches, handMade } = measured.batch.walls;
	const fixed = measured.poll.fixed.map((every) => `every ${every.gapS} s: ${looks(every)}`);
	return [
		[
			'40 videos of 1 to 4 s, 10 at a time',
			`${one(batch.wallS)} s`,
			`best schedule ${one(batch.idealS)} s; HTTP Request in batches of 10 ${one(inBatches)} s, all 40 at once ${one(batch.httpRequestS)} s; submit, Wait 1 s, status, IF, download ${one(handMade)} s`,
			'≤ 1.10 x best',
		],
		[
			'Wait after a video is ready, looks at its status (simulated)',
			looks(poll),
			fixed.join('; '),
			'≤ 0.6 x the wait of every 5 s, no more looks',
		],
		[
			'The same, 10 jobs at once, 5 requests a minute (simulated)',
			looks(poll.fiveRpm),
			'submits and results count too',
			'',
		],
	];
}

function downloadRows({ memory, throughput }: Summary, { memory: peaks }: Measured): Row[] {
	return [
		[
			'Memory for one video of 500 MB (100 MB)',
			`${one(memory.peakDeltaMB)} MB (${one(memory.peakDelta100MB)} MB)`,
			`HTTP Request ${one(memory.httpRequestPeakDeltaMB)} MB, bare pipeline ${megabytes(peaks.big.pipeline)}; ${two(memory.ratio)} x HTTP Request (${between(memory.ratioSpread)})`,
			"≤ 0.9 x HTTP Request's, no growth",
		],
		[
			'Memory for 40 videos of 20 MB',
			`${one(memory.fortyPeakDeltaMB)} MB`,
			`HTTP Request ${one(memory.httpRequestFortyPeakDeltaMB)} MB, bare pipeline ${megabytes(peaks.many.pipeline)}; ${two(memory.fortyRatio)} x HTTP Request (${between(memory.fortyRatioSpread)})`,
			"≤ 0.9 x HTTP Request's",
		],
		[
			'Download of 500 MB, against a bare fetch to file',
			`${two(throughput.ratioToPipeline)} x`,
			`HTTP Request ${two(throughput.httpRequestRatioToPipeline)} x; ${two(throughput.ratioToHttpRequest)} x HTTP Request (${between(throughput.ratioToHttpRequestSpread)})`,
			"≤ 1.25 x, ≤ HTTP Request's",
		],
	];
}

function sizeRows(summary: Summary, measured: Measured): Row[] {
	const { load, overhead, package: size } = summary;
	const perItem = (count: number) => `${two(measured.overhead.get(count))} ms`;
	return [
		[
			'Loading the node',
			`${one(load.ms)} ms, ${load.heapKB} kB of heap`,
			`empty node ${one(load.emptyNodeMs)} ms, HTTP Request ${one(load.httpRequestNodeMs)} ms`,
			"≤ 15 ms, ≤ 1/4 of HTTP Request's",
		],
		[
			'CPU per item, 1,000 dry-run items',
			`${two(overhead.msPerItem)} ms`,
			`100 items ${perItem(100)}, 10,000 items ${perItem(10_000)}`,
			'≤ 1 ms, linear',
		],
		[
			'Package',
			`${kilobytes(size.packedBytes)} packed`,
			`${kilobytes(size.unpackedBytes)} unpacked`,
			'≤ 150 kB packed',
		],
	];
}

async function machine(): Promise<string> {
	const file = path.join(hostModules, 'n8n/package.json');
	const { version } = await readJson(file, z.object({ version: z.string() }));
	const memoryGB = Math.round(os.totalmem() / 2 ** 30);
	return `${os.cpus().length} cores, ${memoryGB} GB, ${os.type()}; n8n ${version}`;
}

/** A Markdown table of what was measured, what it stands beside and what is promised, with date and machine. */
export async function tableOf(summary: Summary, measured: Measured): Promise<string> {
	const head: Row = ['', 'This node', 'Beside it', 'Target'];
	const lines = [
		head,
		head.map(() => '---'),
		...timeRows(summary, measured),
		...downloadRows(summary, measured),
		...sizeRows(summary, measured),
	];
	const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
	const date = new Date().toISOString().slice(0, 10);
	return `${table}\n\nMeasured on ${date}: ${await machine()}.`;
}
