import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { HistoryRecord } from '../../domain/answers';
import { collectHistory } from '../../jobs/history/collect';
import { rowState } from '../../jobs/history/jobRows';
import { forEachItem } from '../eachItem';
import { toBoolean } from '../input/coerce';
import { connect } from '../input/credential';
import { readOutputOptions, type OutputOptions } from '../input/outputOptions';
import type { OperationResult, RunContext } from '../operation';
import { itemOf, jsonOf } from '../output/outputItems';
import { readHistoryQuery } from './historyFilters';
import { withFiles, type ListedVideo } from './listedFiles';

/** What Job > Get Many does: an item per job of the history, and its file where that is wanted. */
export async function getManyJobs(run: RunContext): Promise<OperationResult> {
	const connection = await connect(run);
	if (!connection.ok) return { kind: 'failed', problem: connection.problem };
	const client = connection.value.client(run.cancel);
	const videos: ListedVideo[] = [];
	const listed = await forEachItem(run.n8n, async (itemIndex) => {
		const query = readHistoryQuery(run.n8n, itemIndex);
		if (!query.ok) return { kind: 'problem', problem: query.problem };
		const output = readOutputOptions(run.n8n, itemIndex, false, false);
		if (!output.ok) return { kind: 'problem', problem: output.problem };
		const collected = await collectHistory(
			{
				clock: run.clock,
				stop: run.cancel,
				historyPage: async (page) => await client.historyPage(page),
			},
			query.value,
		);
		if (run.cancel.aborted || collected.kind === 'aborted') return { kind: 'aborted' };
		if (collected.kind === 'problem') return collected;
		const jobs = itemsOf(run.n8n, collected.records, itemIndex);
		// Any model's file is wanted, be it a picture.
		const wanted = { ...output.value, anyType: true };
		if (wanted.download) videos.push(...completed(jobs, itemIndex, wanted));
		return { kind: 'items', items: jobs.map(({ item }) => item) };
	});
	if (listed.kind !== 'items' || videos.length === 0) return listed;
	return await withFiles(run, listed.items, videos);
}

/** A job of the list, and the item that shows it. */
interface ListedJob {
	item: INodeExecutionData;
	record: HistoryRecord;
}

function itemsOf(
	n8n: IExecuteFunctions,
	records: readonly HistoryRecord[],
	itemIndex: number,
): ListedJob[] {
	const simplify = toBoolean(n8n.getNodeParameter('simplify', itemIndex, true)) !== false;
	return records.map((record) => ({
		record,
		item: itemOf(simplify ? simplified(record) : rawRecord(record), itemIndex),
	}));
}

function completed(
	jobs: readonly ListedJob[],
	itemIndex: number,
	output: OutputOptions,
): ListedVideo[] {
	return jobs
		.filter(({ record }) => rowState(record) === 'completed')
		.map(({ item, record }) => ({ itemIndex, item, record, output }));
}

/** The columns by which a person recognises a job. */
function simplified(record: HistoryRecord): IDataObject {
	const {
		requestId,
		createdAt,
		model,
		status,
		cost,
		inferenceTime,
		videoUrl,
		failureReason,
		requestBody,
	} = record;
	const body = (
		typeof requestBody === 'object' && requestBody !== null ? requestBody : {}
	) as IDataObject;
	const prompt = typeof body.prompt === 'string' ? body.prompt : undefined;
	return jsonOf({
		requestId,
		createdAt,
		model,
		status,
		finished: status === undefined ? undefined : status !== 'PENDING',
		cost,
		inferenceTime,
		prompt,
		body: prompt === undefined ? body : undefined,
		videoUrl,
		failureReason,
	});
}

/** As it came, but without `error` at the root: n8n takes an item with that key for a failed one. */
function rawRecord({ raw, failureReason }: HistoryRecord): IDataObject {
	return jsonOf({ ...raw, error: undefined, failureReason });
}
