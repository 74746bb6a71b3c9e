import assert from 'node:assert/strict';

import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { SANDBOX_KEY } from '../sandbox';
import type { Engine } from '../support/engine';
import { VIDEO } from '../support/inputs';
import { createRun, summarise, type RunOptions, type RunResult } from '../support/runNode';
import type { RemoteSandbox } from './remoteSandbox';

/** What the scenarios play on. */
export interface Load {
	engine: Engine;
	sandbox: RemoteSandbox;
}

export interface LoadOptions extends Pick<RunOptions, 'settings'> {
	items: INodeExecutionData[];
	/** The collection Options. */
	nodeOptions?: INodeParameters;
}

export function promptItems(count: number, text = 'video'): INodeExecutionData[] {
	return Array.from({ length: count }, (_, index) => ({ json: { prompt: `${text} ${index}` } }));
}

export function prepare({ engine, sandbox }: Load, options: LoadOptions) {
	const { items, nodeOptions, settings } = options;
	return createRun(engine, {
		parameters: { ...VIDEO, options: { pollInterval: 0.1, ...nodeOptions } },
		credential: { apiKey: SANDBOX_KEY, baseUrl: sandbox.url },
		items,
		settings,
	});
}

export async function runToEnd(load: Load, options: LoadOptions): Promise<RunResult> {
	return summarise(await prepare(load, options).start().promise);
}

function inputIndexOf(pairedItem: RunResult['items'][number]['pairedItem']) {
	const [first] = [pairedItem].flat();
	return typeof first === 'object' ? first.item : first;
}

/** Every item became a video of its own, in order. */
export function assertAllMade({ error, items }: RunResult, count: number) {
	assert.equal(error, undefined);
	assert.equal(items.length, count);
	assert.deepEqual(
		items.map(({ pairedItem }) => inputIndexOf(pairedItem)),
		items.map((_, index) => index),
	);
	assert.equal(new Set(items.map(({ json }) => json.requestId)).size, count);
	for (const { json, binary } of items) {
		assert.equal(json.status, 'COMPLETED');
		assert.equal(binary?.data?.mimeType, 'video/mp4');
	}
}
