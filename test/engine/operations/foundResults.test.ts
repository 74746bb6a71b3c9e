// Results in forms that nobody documents: delivered with what they hold, never an error after payment.
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { fileOf } from '../../support/assertions';
import { runFast } from '../../support/fastTime';
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

describe.each([
	['nobody is there', () => 'http://127.0.0.1:1/a-page'],
	['nobody has such a page', () => `${sandbox.url}/no/such/page`],
])('words that are an address, where %s', (_, address) => {
	beforeEach(() => runFast(60));
	afterEach(() => void jest.restoreAllMocks());
	const answer = (result: object) =>
		sandbox.addFault({ kind: 'status', phase: 'result', status: 200, body: result });

	test.each([
		['Run Other Model', async () => await run(custom)],
		['Job > Get', get],
	])('are what %s puts out', async (__, ask) => {
		answer({ status: 'COMPLETED', output: address() });
		const { items, error, hints } = await ask();
		expect(error).toBeUndefined();
		expect(elementAt(items, 0).json).toMatchObject({
			...{ status: 'COMPLETED', finished: true },
			output: { output: address() },
		});
		expect(hints.map(({ message }) => message).join()).toMatch(/has no file/);
	});

	test('are none where a video was ordered', async () => {
		answer({ status: 'COMPLETED', output: address() });
		const { error } = await run(video());
		expect(error?.message).toMatch(/^The video is ready, but could not be downloaded/);
		expect(error?.description).toContain(address());
	});

	test('are none where a video stands', async () => {
		answer({ status: 'COMPLETED', video: { url: address() } });
		const { error } = await run(custom);
		expect(error?.message).toMatch(/^The video is ready, but could not be downloaded/);
		expect(error?.description).toContain(address());
	});
});
