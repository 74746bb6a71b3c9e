// Results in forms that nobody documents: delivered with what they hold, never an error after payment.
import { describe, expect, test } from '@jest/globals';

import { fileOf } from '../../support/assertions';
import { FAST, video } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { orderedJob } from '../../support/orderedJob';
import { useNode } from '../../support/useNode';

const { sandbox, run } = useNode();

const custom = {
	resource: 'video',
	operation: 'custom',
	modelSlug: 'muscle-surge',
	body: '{}',
	options: FAST,
};

const FOUND = [
	'outputsList',
	'outputsObjects',
	'outputUrl',
	'url',
	'fileUrl',
	'videoList',
	'resultVideo',
	'dataOutput',
	'assetsSrc',
] as const;
const NOT_TO_BE_OPENED = ['gsUrl', 's3Url', 'dataUri', 'noUrl'] as const;

async function get() {
	const requestId = await orderedJob(sandbox.url, { prompt: 'A boat' });
	return await run({ resource: 'job', operation: 'get', requestId, waitForCompletion: true });
}

describe.each(FOUND)('a result of the form %s', (resultShape) => {
	test.each([
		['a video operation', async () => await run(video())],
		['Run Other Model', async () => await run(custom)],
		['Job > Get', get],
	])('of %s is found', async (_, ask) => {
		sandbox.configure({ resultShape });
		const { items, error } = await ask();
		expect(error).toBeUndefined();
		expect(elementAt(items, 0).json).toMatchObject({ status: 'COMPLETED', finished: true });
		expect(fileOf(items[0]).mimeType).toBe('video/mp4');
	});
});

describe.each(NOT_TO_BE_OPENED)('a result of the form %s', (resultShape) => {
	test.each([
		['Run Other Model', async () => await run(custom)],
		['Job > Get', get],
	])('of %s is shown as it came', async (_, ask) => {
		sandbox.configure({ resultShape });
		const { items, error, hints } = await ask();
		expect(error).toBeUndefined();
		const { json, binary } = elementAt(items, 0);
		expect(json).toMatchObject({ status: 'COMPLETED', finished: true });
		expect(json.output).toHaveProperty('output');
		expect(resultShape === 'dataUri' || binary === undefined).toBe(true);
		expect(hints.length > 0 || resultShape === 'noUrl').toBe(true);
	});
});
