// What tests enter in the node, and the items that they give it.
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { ItemSource, NodeSettings } from './workflow';

/** Polls that no test waits for; only expressions and this collection go so low. */
export const FAST = { pollInterval: 0.02 } satisfies INodeParameters;

/** A video of the simplest kind; its prompt is the item's, if it has one. */
export const VIDEO = {
	resource: 'video',
	operation: 'textToVideo',
	model: 'pixverse-4.5-video',
	prompt: '={{ $json.prompt ?? "a fox in the snow" }}',
	aspectRatio: '16:9',
	duration: 5,
	quality: '540p',
	motionMode: 'normal',
} satisfies INodeParameters;

/** Changes of VIDEO that make it a video of the item's picture. */
export const FROM_PICTURE = {
	operation: 'imageToVideo',
	imageSource: 'binary',
	imageBinaryProperty: 'data',
} satisfies INodeParameters;

/** VIDEO with changed options and parameters. */
export const video = (
	options: INodeParameters = {},
	parameters: INodeParameters = {},
): INodeParameters => ({ ...VIDEO, ...parameters, options: { ...FAST, ...options } });

/** Tries of Retry On Fail, without the pause between them. */
export const RETRY = {
	retryOnFail: true,
	maxTries: 3,
	waitBetweenTries: 1,
} satisfies NodeSettings;

export const CONTINUE = { onError: 'continueRegularOutput' } satisfies NodeSettings;

/** The three ways in which a node can go on after an error. */
export const MODES = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

/** Those of them in which the run goes on. */
export const GOING_ON = ['continueRegularOutput', 'continueErrorOutput'] as const;

export type OnError = (typeof MODES)[number];

/** Items that differ in their prompt only. */
export const promptItems = (...prompts: string[]): INodeExecutionData[] =>
	prompts.map((prompt) => ({ json: { prompt } }));

const promptOf = (index: number) => `video ${index};`;

/** Items with the prompts `video 0;`, `video 1;` … */
export const numberedItems = (count: number): INodeExecutionData[] =>
	promptItems(...Array.from({ length: count }, (_, index) => promptOf(index)));

/** A PNG of one pixel: enough for an upload. */
export const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

/** An item with PNG in its field `data`. */
export const pngItem = (json: INodeExecutionData['json'] = {}): INodeExecutionData => ({
	json,
	binary: { data: { data: PNG.toString('base64'), mimeType: 'image/png', fileName: 'one.png' } },
});

const picture = (number: number) =>
	Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(64, number)]);

/** Numbered items with a small picture each, in n8n's own store; equal numbers are equal bytes. */
export const pictureItems =
	(...numbers: number[]): ItemSource =>
	async ({ helpers }) =>
		await Promise.all(
			numbers.map(async (number, index) => ({
				json: { prompt: promptOf(index) },
				binary: { data: await helpers.prepareBinaryData(picture(number), 'a.png', 'image/png') },
			})),
		);
