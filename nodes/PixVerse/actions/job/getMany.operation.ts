import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { HistoryRecord } from '../../domain/answers';
import { collectHistory } from '../../jobs/history/collect';
import { rowState } from '../../jobs/history/jobRows';
import { MODELS, OTHER_KNOWN_SLUGS } from '../../models';
import { forEachItem } from '../eachItem';
import { toBoolean } from '../input/coerce';
import { connect } from '../input/credential';
import { ALL_OPTIONS, always } from '../input/optionFields';
import { readOutputOptions, type OutputOptions } from '../input/outputOptions';
import type { Operation, OperationResult, RunContext } from '../operation';
import { itemOf, jsonOf } from '../output/outputItems';
import { readHistoryQuery } from './historyFilters';
import { withFiles, type ListedVideo } from './listedFiles';

const place = { show: { resource: ['job'], operation: ['getMany'] } };
/** What the catalogue knows, and the other slugs; an expression gives any. */
const MODEL_FILTERS = [
	...MODELS.map(({ name, slug }) => ({ name, value: slug, description: slug })),
	...OTHER_KNOWN_SLUGS.map((slug) => ({ name: slug, value: slug })),
];

/** Lists the account's jobs: where a job that "may have been accepted" is found again. */
export const getMany: Operation = {
	resource: 'job',
	name: 'getMany',
	label: 'Get Many',
	action: 'Get many jobs',
	description:
		"List the account's jobs of any model, newest first, with cost, prompt and video URL",
	fields: [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			displayOptions: place,
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			displayOptions: { show: { ...place.show, returnAll: [false] } },
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
		},
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			displayOptions: place,
			default: {},
			options: [
				{
					displayName: 'From',
					name: 'from',
					type: 'dateTime',
					default: '',
					description:
						"Only jobs from this time on, in the workflow's time zone. Without From and To Segmind lists the last 7 days.",
				},
				{
					displayName: 'To',
					name: 'to',
					type: 'dateTime',
					default: '',
					description: 'Only jobs up to this time; a date without a time means the whole day',
				},
				{
					displayName: 'Model',
					name: 'model',
					type: 'options',
					options: MODEL_FILTERS,
					default: 'pixverse-v6',
					description:
						'Only jobs of this model. For any other model of Segmind choose Expression and enter its slug.',
				},
				{
					displayName: 'Status',
					name: 'status',
					type: 'options',
					options: [
						{ name: 'Completed', value: 'COMPLETED' },
						{ name: 'Failed', value: 'FAILED' },
						{ name: 'Pending', value: 'PENDING' },
					],
					default: 'COMPLETED',
					description: 'Only jobs with this status',
				},
			],
		},
		{
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			displayOptions: place,
			default: true,
			description: 'Whether to return a simplified version of the response instead of the raw data',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			displayOptions: place,
			default: {},
			options: [
				{
					...always(ALL_OPTIONS.downloadVideo),
					default: false,
					description:
						'Whether to put the file of each completed job into its item, a few at a time. Where a file cannot be fetched (they are kept for about 7 days), downloadError in the item says why, and the other jobs come all the same.',
				},
				always(ALL_OPTIONS.binaryPropertyName),
			],
		},
	],
	execute: getManyJobs,
};

async function getManyJobs(run: RunContext): Promise<OperationResult> {
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
