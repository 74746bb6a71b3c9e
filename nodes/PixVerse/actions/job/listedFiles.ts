import type { INodeExecutionData } from 'n8n-workflow';

import type { HistoryRecord } from '../../domain/answers';
import type { Clock } from '../../domain/clock';
import { omitUndefined } from '../../domain/omitUndefined';
import type { Outcome } from '../../domain/outcome';
import type { Problem } from '../../domain/problem';
import { runJobs, type JobSignals, type SharedRun } from '../../jobs/runJobs';
import { DEFAULT_TIMEOUT_MINUTES } from '../input/optionFields';
import type { OutputOptions } from '../input/outputOptions';
import type { OperationResult, RunContext } from '../operation';
import { deliverVideo, fileNameOf } from '../output/deliverVideo';
import { distinctFileNames } from '../output/fileName';
import { addMissingFilesHint } from '../output/hints';
import { problemOfError } from '../output/unexpectedError';

/** Segmind states no sizes in its list, so that big files cannot queue by themselves. */
const FILES_AT_A_TIME = 3;

const FILE_LIMIT_MS = DEFAULT_TIMEOUT_MINUTES * 60_000;

/** A completed job of a list, with the item that shows it. */
export interface ListedVideo {
	itemIndex: number;
	item: INodeExecutionData;
	record: HistoryRecord;
	output: OutputOptions;
}

type Filed = { kind: 'filed'; item: INodeExecutionData };

/**
 * Puts the files of completed jobs into their items. A file that cannot be fetched costs only
 * itself, continuing or not: its item says why in `downloadError`, so that one that is gone does
 * not keep the others from being recovered.
 *
 * @returns the items in their order, those of `videos` replaced
 */
export async function withFiles(
	{ n8n, clock, random, cancel }: RunContext,
	items: readonly INodeExecutionData[],
	videos: readonly ListedVideo[],
): Promise<OperationResult> {
	const end = await runJobs<ListedVideo, Filed>(
		{
			clock,
			random,
			cancel,
			concurrency: FILES_AT_A_TIME,
			stopsAtFirstProblem: false,
			isDurationDocumented: true,
			prepare: (shared) => async (video, signals) => await fetchFile(n8n, shared, signals, video),
			problemOf: problemOfError,
		},
		withDistinctNames(videos),
	);
	if (end.kind !== 'done') return { kind: 'stopped' };
	const filed = new Map(
		end.ended.map(({ item: { item }, outcome }) => [
			item,
			outcome.kind === 'filed' ? outcome.item : withoutFile(item, outcome.problem),
		]),
	);
	const missing = end.ended.filter(({ outcome }) => outcome.kind === 'problem').length;
	addMissingFilesHint(n8n, missing, videos.length);
	return { kind: 'items', items: items.map((item) => filed.get(item) ?? item) };
}

/** Several input items may list the same job. */
function withDistinctNames(videos: readonly ListedVideo[]): ListedVideo[] {
	const names = distinctFileNames(
		videos.map(({ record: { requestId }, output }) => fileNameOf(output, requestId, requestId)),
	);
	return videos.map((video, index) => ({
		...video,
		output: { ...video.output, ...omitUndefined({ fileName: names[index] }) },
	}));
}

async function fetchFile(
	n8n: RunContext['n8n'],
	{ clock, downloads }: SharedRun,
	{ stop }: JobSignals,
	{ item, itemIndex, record, output }: ListedVideo,
): Promise<Outcome<Filed>> {
	const { requestId, model = '', videoUrl } = record;
	const delivered = await deliverVideo(
		{ n8n, clock, downloads, stop },
		{
			itemIndex,
			output,
			job: { requestId, model, resumed: false, ...omitUndefined({ videoUrl }) },
			deadlineMs: deadlineOf(clock),
			mayBeGone: true,
		},
	);
	if (delivered.kind !== 'delivered') return delivered;
	return { kind: 'filed', item: { ...item, ...omitUndefined({ binary: delivered.value.binary }) } };
}

function deadlineOf(clock: Clock): number {
	return clock.now() + FILE_LIMIT_MS;
}

function withoutFile(item: INodeExecutionData, problem: Problem): INodeExecutionData {
	const downloadError = `${problem.message}. ${problem.description}`;
	return { ...item, json: { ...item.json, downloadError } };
}
