import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { HistoryRecord } from '../../domain/answers';
import { collectHistory, type HistoryQuery } from '../../jobs/history/collect';
import { rowState } from '../../jobs/history/jobRows';
import { forEachItem } from '../eachItem';
import { toBoolean } from '../input/coerce';
import { connect } from '../input/credential';
import { readOutputOptions, type OutputOptions } from '../input/outputOptions';
import { ok, type Reading } from '../input/result';
import type { OperationResult, RunContext } from '../operation';
import { itemOf, jsonOf } from '../output/outputItems';
import { readHistoryQuery } from './historyFilters';
import { withFiles, type ListedVideo } from './listedFiles';

/** What an item asks for. */
interface Wanted {
	query: HistoryQuery;
	output: OutputOptions;
	simplify: boolean;
}

function readWanted(n8n: IExecuteFunctions, itemIndex: number): Reading<Wanted> {
	const query = readHistoryQuery(n8n, itemIndex);
	if (!query.ok) return query;
	const output = readOutputOptions(n8n, itemIndex, false, false);
	if (!output.ok) return output;
	const simplify = toBoolean(n8n.getNodeParameter('simplify', itemIndex, true)) !== false;
	// Any model's file is wanted, be it a picture.
	return ok({ query: query.value, output: { ...output.value, anyType: true }, simplify });
}

/** What Job > Get Many does: an item per job of the history, and its file where that is wanted. */
export async function getManyJobs(run: RunContext): Promise<OperationResult> {
	const { n8n, clock, cancel } = run;
	const connection = await connect(run);
	if (!connection.ok) return { kind: 'failed', problem: connection.problem };
	const client = connection.value.client(cancel);
	const history = { clock, stop: cancel, historyPage: client.historyPage.bind(client) };
	const videos: ListedVideo[] = [];
	const read = async (itemIndex: number) => readWanted(n8n, itemIndex);
	const listed = await forEachItem(n8n, read, async ({ query, output, simplify }, itemIndex) => {
		const collected = await collectHistory(history, query);
		if (cancel.aborted || collected.kind === 'aborted') return { kind: 'aborted' };
		if (collected.kind === 'problem') return collected;
		const jobs = itemsOf(collected.records, simplify, itemIndex);
		if (output.download) videos.push(...completed(jobs, itemIndex, output));
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
	records: readonly HistoryRecord[],
	simplify: boolean,
	itemIndex: number,
): ListedJob[] {
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
