import { ALL_OPTIONS, always } from '../input/optionFields';
import type { Operation } from '../operation';

const place = { show: { resource: ['job'], operation: ['get'] } };

/** Fetches a job that was ordered before: submitted without waiting, timed out, or lost by a crash. */
export const get: Operation = {
	resource: 'job',
	name: 'get',
	label: 'Get',
	action: 'Get job',
	description: 'Get the status of a job by its request ID, and its video when it is finished',
	fields: [
		{
			displayName: 'Request ID',
			name: 'requestId',
			type: 'string',
			required: true,
			displayOptions: place,
			default: '',
			placeholder: 'e.g. 0b6f6e9e-6a5f-4f0c-9d0e-2f4f2c1f7a11',
			description: 'The request ID that a video operation, an error message or Get Many gave',
		},
		{
			displayName: 'Wait for Completion',
			name: 'waitForCompletion',
			type: 'boolean',
			displayOptions: place,
			default: false,
			description:
				'Whether to wait until the job is finished. Otherwise an unfinished job comes back at once with its status.',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			displayOptions: place,
			default: {},
			options: [
				// A finished job's video comes whether this operation waits or not.
				always(ALL_OPTIONS.downloadVideo),
				always(ALL_OPTIONS.fileName),
				ALL_OPTIONS.maxConcurrentJobs,
				always(ALL_OPTIONS.binaryPropertyName),
				ALL_OPTIONS.pollInterval,
				ALL_OPTIONS.timeout,
			],
		},
	],
	async execute(run) {
		const { getJobs } = await import('./getJobs');
		return await getJobs(run);
	},
};
