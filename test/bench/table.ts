import os from 'node:os';
import path from 'node:path';

import { hostModules } from '../host/paths';
import { readJson, z } from '../support/json';
import { LIMITS } from './limits';
import type { Measured } from './measureAll';
import type { Watched } from './measures/poll';
import type { Spent } from './measures/profile';
import { median } from './statistics';
import type { Summary } from './summary';
import type { Owner } from './whoseTime';

type Row = [measure: string, ours: string, beside: string, target: string];

/** What --quick leaves out is shown as a dash. */
const one = (value?: number) => (value === undefined ? '–' : value.toFixed(1));
const two = (value?: number) => (value === undefined ? '–' : value.toFixed(2));
const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
const megabytes = (samples?: number[]) => `${one(samples && median(samples))} MB`;
const looks = ({ meanOvershootS, meanPolls }: Watched) =>
	`${two(meanOvershootS)} s, ${one(meanPolls)} looks`;
/** " (0.97 to 1.04)"; nothing where there was one sample. */
const between = (spread: readonly number[], written = two) =>
	spread[0] === spread[1] ? '' : ` (${spread.map(written).join(' to ')})`;
const many = (count: number) => count.toLocaleString('en-US');

function timeRows({ batch, poll }: Summary, measured: Measured): Row[] {
	const { idealS, toIdeal } = measured.batch;
	const seconds = (samples?: number[]) => `${one(samples && median(samples) * idealS)} s`;
	const fixed = measured.poll.fixed.map((every) => `every ${every.gapS} s: ${looks(every)}`);
	return [
		[
			`${batch.items} videos of 1 to 4 s, 10 at a time`,
			`${one(batch.wallS)} s`,
			`best schedule ${one(batch.idealS)} s: ${two(batch.ratio)} x${between(batch.ratioSpread)}; HTTP Request in batches of 10 ${seconds(toIdeal.inBatches)}, all 40 at once ${seconds(toIdeal.httpRequest)}; submit, Wait 1 s, status, IF, download ${seconds(toIdeal.handMade)}`,
			`≤ ${two(LIMITS.batchToBestSchedule)} x best`,
		],
		[
			'Wait after a video is ready, looks at its status (simulated)',
			looks(poll),
			fixed.join('; '),
			`≤ ${LIMITS.pollWaitToFixed} x the wait of every 5 s, no more looks`,
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
			`HTTP Request ${one(memory.httpRequestPeakDeltaMB)} MB, bare pipeline ${megabytes(peaks['big pipeline'])}; ${two(memory.ratio)} x HTTP Request${between(memory.ratioSpread)}`,
			`≤ ${LIMITS.memoryToHttpRequest} x HTTP Request's, no growth`,
		],
		[
			'Memory for 40 videos',
			`${one(memory.fortyPeakDeltaMB)} MB`,
			`HTTP Request ${one(memory.httpRequestFortyPeakDeltaMB)} MB, bare pipeline ${megabytes(peaks['many pipeline'])}; ${two(memory.fortyRatio)} x HTTP Request${between(memory.fortyRatioSpread)}`,
			`≤ ${LIMITS.memoryToHttpRequest} x HTTP Request's`,
		],
		[
			'Download of 500 MB, against a bare fetch to file',
			`${two(throughput.ratioToPipeline)} x`,
			`HTTP Request ${two(throughput.httpRequestRatioToPipeline)} x; ${two(throughput.ratioToHttpRequest)} x HTTP Request${between(throughput.ratioToHttpRequestSpread)}`,
			`≤ ${LIMITS.timeToPipeline} x, ≤ HTTP Request's`,
		],
	];
}

function itemRows({ overhead, items }: Summary, measured: Measured): Row[] {
	const itemsAt = (count: number, samples?: number[]) =>
		`${many(count)} items: ${two(samples && median(samples))} ms`;
	const dryRuns = measured.overhead.counts
		.filter((count) => count !== 1_000)
		.map((count) => itemsAt(count, measured.overhead.cpuMs[count]));
	const { counts, cpuMs, last } = measured.items;
	const others = counts.slice(0, -1).map((count) => {
		const held = ((last.get(count)?.heldMB ?? Number.NaN) * 1000) / count;
		return `${itemsAt(count, cpuMs[count])}, ${one(held)} kB`;
	});
	return [
		[
			`CPU per item, of ${many(items.items)} in one execution, 100 at a time, each with a video`,
			`${two(items.cpuMsPerItem)} ms, ${one(items.heldKBPerItem)} kB held (peak ${one(items.peakKBPerItem)} kB)`,
			others.join('; '),
			'linear',
		],
		[
			"The node's memory in the execution's data, per job",
			`${items.contextBytesPerJob} bytes`,
			`${items.storedBytesPerJob} bytes more than without it`,
			`≤ ${LIMITS.contextBytesPerJob} bytes`,
		],
		[
			'CPU per item, 1,000 dry-run items',
			`${two(overhead.msPerItem)} ms`,
			dryRuns.join('; '),
			`≤ ${LIMITS.dryRunMsPerItem} ms, linear`,
		],
	];
}

function historyRows({ trigger, reuse }: Summary): Row[] {
	return [
		[
			`A poll of the trigger without news, ${many(trigger.rows)} jobs in the last day`,
			`${trigger.requestsPerPoll} request, ${one(trigger.cpuMsPerPoll)} ms of CPU`,
			`heap ${one(trigger.firstHeapMB)} MB, after ${trigger.polls} polls ${one(trigger.lastHeapMB)} MB`,
			`${LIMITS.requestsPerPoll} request, ≤ ${LIMITS.cpuMsPerPoll} ms, no growth`,
		],
		[
			`Reuse: ${many(reuse.items)} items against ${many(reuse.rows)} jobs`,
			`${reuse.readsPerRun} read of the history (${reuse.requestsPerRun} pages), ${(reuse.matchCpuMs / 1000).toFixed(2)} s of CPU to match`,
			`the whole run ${two(reuse.cpuMsPerItem)} ms per item`,
			`${LIMITS.historyReadsPerRun} read, ≤ ${LIMITS.matchCpuMs / 1000} s`,
		],
	];
}

function sizeRows({ load, package: size }: Summary): Row[] {
	return [
		[
			'Loading both nodes',
			`${one(load.cpuMs)} ms of CPU${between(load.cpuMsSpread, one)}, ${load.heapKB} kB of heap`,
			`HTTP Request ${one(load.httpRequestNodeCpuMs)} ms: ${two(load.ratioToHttpRequest)} x${between(load.ratioToHttpRequestSpread)}; by the clock ${one(load.ms)} ms, HTTP Request ${one(load.httpRequestNodeMs)} ms, an empty node ${one(load.emptyNodeMs)} ms`,
			`≤ ${LIMITS.loadMs} ms, ≤ ${LIMITS.loadHeapKB} kB, ≤ 1/4 of HTTP Request's`,
		],
		[
			'Package',
			`${kilobytes(size.packedBytes)} packed`,
			`${kilobytes(size.unpackedBytes)} unpacked`,
			`≤ ${kilobytes(LIMITS.packedBytes)} packed`,
		],
	];
}

const OWNER_TITLES: ReadonlyArray<[Owner, string]> = [
	['node', 'This node'],
	['n8n', 'n8n'],
	['libraries', "n8n's libraries"],
	['nodeJs', 'Node.js'],
	['native', 'Native code, system'],
	['garbage', 'Garbage collection'],
	['idle', 'Waiting'],
];

/** A Markdown table of what the time is spent on, in milliseconds. */
export function spentTableOf(spent: readonly Spent[]): string {
	const head = ['Milliseconds', ...OWNER_TITLES.map(([, title]) => title)];
	const lines = [
		head,
		head.map(() => '---'),
		...spent.map(({ title, times }) => [
			title,
			...OWNER_TITLES.map(([owner]) => twoDigits(times[owner] ?? 0)),
		]),
	];
	return markdown(lines);
}

/** 1234, 120, 12, 1.2, 0.12: what a profile by samples can tell. */
const twoDigits = (value: number) =>
	value >= 10 ? value.toFixed(0) : value === 0 ? '0' : value.toPrecision(2);

const markdown = (lines: ReadonlyArray<readonly string[]>) =>
	lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** "2 cores, 24 GB, Linux; n8n 2.41.1" */
export async function describeMachine(): Promise<string> {
	const file = path.join(hostModules, 'n8n/package.json');
	const { version } = await readJson(file, z.object({ version: z.string() }));
	const memoryGB = Math.round(os.totalmem() / 2 ** 30);
	return `${os.cpus().length} cores, ${memoryGB} GB, ${os.type()}; n8n ${version}`;
}

/** A Markdown table of what was measured, what it stands beside and what is promised. */
export function tableOf(summary: Summary, measured: Measured): string {
	const head: Row = ['', 'This node', 'Beside it', 'Target'];
	const lines = [
		head,
		head.map(() => '---'),
		...timeRows(summary, measured),
		...downloadRows(summary, measured),
		...itemRows(summary, measured),
		...historyRows(summary),
		...sizeRows(summary),
	];
	return markdown(lines);
}
