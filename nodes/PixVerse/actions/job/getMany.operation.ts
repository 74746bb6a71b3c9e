import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { HistoryRecord } from '../../domain/answers';
import { collectHistory } from '../../jobs/history/collect';
import { MODELS, OTHER_KNOWN_SLUGS } from '../../models';
import { forEachItem, type ItemOutcome } from '../eachItem';
import { toBoolean } from '../input/coerce';
import { connect } from '../input/credential';
import type { Operation } from '../operation';
import { itemOf, jsonOf } from '../output/outputItems';
import { readHistoryQuery } from './historyFilters';

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
	],
	async execute(run) {
		const connection = await connect(run);
		if (!connection.ok) return { kind: 'failed', problem: connection.problem };
		const client = connection.value.client(run.cancel);
		return await forEachItem(run.n8n, async (itemIndex) => {
			const query = readHistoryQuery(run.n8n, itemIndex);
			if (!query.ok) return { kind: 'problem', problem: query.problem };
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
			return itemsOf(run.n8n, collected.records, itemIndex);
		});
	},
};

function itemsOf(
	n8n: IExecuteFunctions,
	records: readonly HistoryRecord[],
	itemIndex: number,
): ItemOutcome {
	const simplify = toBoolean(n8n.getNodeParameter('simplify', itemIndex, true)) !== false;
	const items: INodeExecutionData[] = records.map((record) =>
		itemOf(simplify ? simplified(record) : rawRecord(record), itemIndex),
	);
	return { kind: 'items', items };
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
