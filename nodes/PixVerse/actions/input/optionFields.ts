import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

const WHEN_WAITING: IDisplayOptions = { show: { '/waitForCompletion': [true] } };

/** Defaults that the run uses while an option is unset. */
export const DEFAULT_OUTPUT_FIELD = 'data';
export const DEFAULT_TIMEOUT_MINUTES = 15;
export const DEFAULT_CONCURRENT_JOBS = 5;

export type OptionField =
	| 'additionalBody'
	| 'binaryPropertyName'
	| 'downloadVideo'
	| 'dryRun'
	| 'fileName'
	| 'includeInputFields'
	| 'maxConcurrentJobs'
	| 'maxCost'
	| 'maxCostPerDay'
	| 'maxVideos'
	| 'minimumCredits'
	| 'pollInterval'
	| 'requestMode'
	| 'reuseHours'
	| 'timeout';

/** The same field without its own condition, for an operation where it always applies. */
export function always(field: INodeProperties): INodeProperties {
	return { ...field, displayOptions: {} };
}

/** Every child of the Options collections, by name. */
export const ALL_OPTIONS: Readonly<Record<OptionField, INodeProperties>> = {
	additionalBody: {
		displayName: 'Extra API Fields (JSON)',
		name: 'additionalBody',
		type: 'json',
		// Run Other Model has its whole body as a field.
		displayOptions: { hide: { '/operation': ['custom'] } },
		default: '{}',
		description:
			'Fields that Segmind takes and this form does not offer, sent as they are and not checked. A field that the form sets already is refused.',
	},
	binaryPropertyName: {
		displayName: 'Output Data Field Name',
		name: 'binaryPropertyName',
		type: 'string',
		displayOptions: WHEN_WAITING,
		default: DEFAULT_OUTPUT_FIELD,
		placeholder: 'e.g. data',
		description: 'The name of the output field that will hold the video file',
	},
	downloadVideo: {
		displayName: 'Download Video',
		name: 'downloadVideo',
		type: 'boolean',
		displayOptions: WHEN_WAITING,
		default: true,
		description:
			"Whether to put the video file into the output. Otherwise only its URL comes, which works for about 7 days. As an AI agent's tool the node does not download unless this is set.",
	},
	dryRun: {
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'options',
		options: [
			{
				name: 'While Testing',
				value: 'whileTesting',
				description: 'Free when executed in the editor, real when the workflow runs by itself',
			},
			{ name: 'Always', value: 'always', description: 'Never order anything' },
			{ name: 'Off', value: 'off', description: 'Order and pay, in the editor too' },
		],
		default: 'whileTesting',
		description:
			'Check everything but send nothing: the output has the fields of a real run, the exact request, an estimate of its cost, and a small stand-in video. Off while this option is not added. An expression may give true or false.',
	},
	fileName: {
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		displayOptions: WHEN_WAITING,
		default: '',
		placeholder: 'e.g. product-launch.mp4',
		description: 'Name of the video file. By default pixverse-, the request ID and .mp4.',
	},
	includeInputFields: {
		displayName: 'Include Input Fields',
		name: 'includeInputFields',
		type: 'boolean',
		default: false,
		description:
			"Whether to keep the JSON fields of the input item beside this node's own, which win. A field called error is left out: n8n would take the item for a failed one.",
	},
	maxConcurrentJobs: {
		displayName: 'Max Concurrent Jobs',
		name: 'maxConcurrentJobs',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: DEFAULT_CONCURRENT_JOBS,
		description: 'How many of the items are worked on at the same time',
	},
	maxCost: {
		displayName: 'Max Cost (USD)',
		name: 'maxCost',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 5,
		description:
			'Order nothing when this node would spend more than this in one execution, over all items and loop rounds, by estimate. No limit while unset.',
	},
	maxCostPerDay: {
		displayName: 'Max Cost per Day (USD)',
		name: 'maxCostPerDay',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 10,
		description:
			"Order nothing when the Segmind account would spend more than this today (UTC): what its request history shows, plus the estimate of what is under way and of this run. It counts everything of the account, also other workflows. Two executions at the same moment don't see each other.",
	},
	maxVideos: {
		displayName: 'Max Videos',
		name: 'maxVideos',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 10,
		description:
			'Order nothing when this node would order more videos than this in one execution, over all items and loop rounds. Each execution counts for itself: a schedule shorter than a video starts the next one meanwhile, and two executions are two orders. An empty item, as Always Output Data of the node before gives, orders too. No limit while unset.',
	},
	minimumCredits: {
		displayName: 'Stop If Credits Are Below',
		name: 'minimumCredits',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		description: 'Order nothing when the Segmind account has fewer credits (US dollars) left',
	},
	pollInterval: {
		displayName: 'Poll Interval (Seconds)',
		name: 'pollInterval',
		type: 'number',
		typeOptions: { minValue: 0.1 },
		displayOptions: WHEN_WAITING,
		default: 5,
		description:
			"Ask for the status at this fixed interval. While unset the node asks when it is worth it: rarely at first, often around the model's usual time.",
	},
	requestMode: {
		displayName: 'Request Mode',
		name: 'requestMode',
		type: 'options',
		// Shown without waiting, too: the node refuses the two together, and here is the way out.
		options: [
			{
				name: 'Asynchronous (Recommended)',
				value: 'async',
				description:
					'Submit, then ask for the result; survives timeouts, broken connections and retries',
			},
			{
				name: 'Synchronous (No Recovery)',
				value: 'sync',
				description: 'One long request; when it breaks, a video that was paid for may be lost',
			},
		],
		default: 'async',
		description: "Which of Segmind's two APIs to use",
	},
	reuseHours: {
		displayName: 'Reuse Equal Jobs (Hours)',
		name: 'reuseHours',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 168 },
		default: 24,
		description:
			'Take up an equal job that the account ordered in the last hours (at most 168) instead of ordering it again. Two executions may then get the same video, and orders of the last minute or two may not be listed yet. 0 never looks; unset, the node looks only when a crashed execution is retried.',
	},
	timeout: {
		displayName: 'Timeout (Minutes)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 0.1 },
		displayOptions: WHEN_WAITING,
		default: DEFAULT_TIMEOUT_MINUTES,
		description:
			'How long to wait for each video. What is not ready by then can still be fetched with Job > Get, and Retry On Fail picks it up; n8n does not retry where On Error is set to continue.',
	},
};
