import { MODELS, OTHER_KNOWN_SLUGS } from '../../models';
import { ALL_OPTIONS, always } from '../input/optionFields';
import type { Operation } from '../operation';

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
	async execute(run) {
		const { getManyJobs } = await import('./getManyJobs');
		return await getManyJobs(run);
	},
};
