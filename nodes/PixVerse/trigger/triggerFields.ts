import type { INodeProperties } from 'n8n-workflow';

import { MODELS, OTHER_KNOWN_SLUGS } from '../models';

/** The value that stands for every model of the account. */
export const ANY_MODEL = 'any';

const NOTICE = [
	'Each job that has ended is one item, without the file: put a PixVerse node with Job > Get behind it.',
	'Videos that a PixVerse node waits for start this workflow, too.',
	'If this workflow orders videos, set Max Cost per Day on that node: each video would order the next.',
	'After renaming this node it begins afresh.',
].join(' ');

/** What the user sees of the trigger, below n8n's own poll times. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Models',
		name: 'models',
		type: 'multiOptions',
		options: [
			...MODELS.map(({ name, slug }) => ({ name, value: slug, description: slug })),
			...OTHER_KNOWN_SLUGS.map((slug) => ({ name: slug, value: slug })),
			{
				name: 'Any Model of the Account',
				value: ANY_MODEL,
				description: 'Images and texts of other makers, too: this may be thousands of jobs a day',
			},
		],
		default: [],
		description: 'Only jobs of these models. None means all PixVerse models.',
	},
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		options: [
			{
				name: 'Video Finished',
				value: 'videoFinished',
				description: 'A job was completed',
			},
			{
				name: 'Job Failed',
				value: 'jobFailed',
				description: 'A job ended without a video; Segmind charges nothing for it',
			},
			{
				name: 'Job Finished',
				value: 'jobFinished',
				description: 'A job was completed or has failed',
			},
		],
		default: 'videoFinished',
		description: 'Which end of a job starts the workflow',
	},
	{ displayName: NOTICE, name: 'notice', type: 'notice', default: '' },
];
