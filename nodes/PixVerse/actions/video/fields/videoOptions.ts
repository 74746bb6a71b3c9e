import type { INodeProperties } from 'n8n-workflow';

import { ALL_OPTIONS, type OptionField } from '../../input/optionFields';
import { byDisplayName } from './byDisplayName';

/** Waits by default; switched off, the item comes back at once with its request ID. */
export const waitForVideo: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	displayOptions: { show: { resource: ['video'] } },
	default: true,
	description:
		'Whether to wait until the video is ready (one to four minutes). Otherwise the request ID comes back at once, to be fetched with Job > Get.',
};

const VIDEO_OPTIONS: OptionField[] = [
	'additionalBody',
	'binaryPropertyName',
	'downloadVideo',
	'dryRun',
	'fileName',
	'includeInputFields',
	'maxConcurrentJobs',
	'maxCost',
	'maxCostPerDay',
	'maxVideos',
	'minimumCredits',
	'pollInterval',
	'requestMode',
	'reuseHours',
	'timeout',
];

/** Shown by resource only: n8n's editor empties a collection whose own condition changes. */
export const videoOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	displayOptions: { show: { resource: ['video'] } },
	default: {},
	options: VIDEO_OPTIONS.map((name) => ALL_OPTIONS[name]).sort(byDisplayName),
};
