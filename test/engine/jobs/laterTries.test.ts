// A later try is never worse than an earlier one: an expression that evaluates anew is the same
// order, what is finished is delivered from what is remembered, and what is stored is handed over.
import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { fileOf, present } from '../../support/assertions';
import { numberedItems, pictureItems, RETRY, video } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { createRun, summarise } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const kit = useNode({ jobDurationMs: 30 });
const { sandbox, prepare, run, sent } = kit;

/** The result of the item with this prompt comes without an address, which a later try can mend. */
const noUrlFor = (prompt: string, times: number) =>
	sandbox.addFault({ phase: 'result', kind: 'noUrl', times, match: { bodyContains: prompt } });

const anew = '={{ $json.prompt }} at {{ $now.toMillis() }} and {{ Math.random() }}';

/** "Retry execution" with a workflow that was changed meanwhile. */
async function retryWith(
	parameters: INodeParameters,
	failed: Parameters<ReturnType<typeof prepare>['retry']>[0],
) {
	return summarise(await prepare(parameters, { items: numberedItems(3) }).retry(failed));
}

describe('an expression that evaluates anew is the same order', () => {
	test('over the tries of Retry On Fail', async () => {
		noUrlFor('video 2;', 2);
		const { items, error } = await run(video({}, { prompt: anew, seed: 1 }), {
			items: numberedItems(3),
			settings: RETRY,
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.resumed)).toEqual([true, true, true]);
		expect(sandbox.acceptedSubmits()).toHaveLength(3);
	});

	test('and by "Retry execution"', async () => {
		noUrlFor('video 2;', 1);
		const node = prepare(video({ maxConcurrentJobs: 1 }, { prompt: anew }), {
			items: numberedItems(3),
		});
		const failed = await node.start().promise;
		expect(failed.status).toBe('error');
		const { items } = summarise(await node.retry(failed));
		expect(items).toHaveLength(3);
		expect(sandbox.acceptedSubmits()).toHaveLength(3);
	});

	test('pictures included, each uploaded once', async () => {
		noUrlFor('video 1;', 2);
		const { items } = await run(
			video({}, { operation: 'imageToVideo', imageSource: 'binary', prompt: anew }),
			{ items: pictureItems(1, 2), settings: RETRY },
		);
		expect(items).toHaveLength(2);
		expect(sandbox.acceptedSubmits()).toHaveLength(2);
		expect(sent('upload')).toHaveLength(2);
	});
});

describe('what the user changes between the tries', () => {
	async function failOnce(parameters: INodeParameters) {
		noUrlFor('video 2;', 1);
		const node = prepare(parameters, { items: numberedItems(3) });
		const failed = await node.start().promise;
		expect(failed.status).toBe('error');
		expect(sandbox.acceptedSubmits()).toHaveLength(3);
		return failed;
	}

	test.each<[string, INodeParameters]>([
		['a timeout', video({ timeout: 7 })],
		['a file name', video({ fileName: 'clip' })],
		['a poll interval', video({ pollInterval: 0.03 })],
	])('%s is no new order', async (_, changed) => {
		const failed = await failOnce(video());
		const { items } = await retryWith(changed, failed);
		expect(items.map(({ json }) => json.resumed)).toEqual([true, true, true]);
		expect(sandbox.acceptedSubmits()).toHaveLength(3);
	});

	test.each<[string, INodeParameters]>([
		['the prompt', video({}, { prompt: '={{ $json.prompt }} in the rain' })],
		['the quality', video({}, { quality: '720p' })],
		['an additional field', video({}, { additionalFields: { seed: 7 } })],
		['Extra API Fields', video({ additionalBody: '{"camera_movement":"zoom_in"}' })],
	])('%s is a new order', async (_, changed) => {
		const failed = await failOnce(video());
		const { items } = await retryWith(changed, failed);
		expect(items.map(({ json }) => json.resumed)).toEqual([false, false, false]);
		expect(sandbox.acceptedSubmits()).toHaveLength(6);
	});
});

describe('what is finished is remembered', () => {
	test('and delivered the next morning, when its record has expired and the history is empty', async () => {
		noUrlFor('video 2;', 1);
		const node = prepare(video({ maxConcurrentJobs: 1 }), { items: numberedItems(3) });
		const failed = await node.start().promise;
		const [first, second] = sandbox.jobs;
		for (const job of [first, second]) sandbox.expire(present(job, 'job').requestId);
		sandbox.addFault({ phase: 'history', kind: 'status', status: 404 });
		const { items, error } = summarise(await node.retry(failed));
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.requestId)).toEqual(
			sandbox.jobs.map(({ requestId }) => requestId),
		);
		expect(items.map((item) => fileOf(item).mimeType)).toEqual(Array(3).fill('video/mp4'));
		expect(sandbox.acceptedSubmits()).toHaveLength(3);
	});

	test('an error of a download that fails names the address, and the next try needs nothing else', async () => {
		sandbox.addFault({ phase: 'download', kind: 'status', status: 503, times: 5 });
		const node = prepare(video(), { items: numberedItems(1) });
		const failed = await node.start().promise;
		const { error } = summarise(failed);
		const { requestId } = elementAt(sandbox.jobs, 0);
		const polls = sent('status').length;
		expect(`${error?.message} ${error?.description}`).toContain('/files/');
		sandbox.expire(requestId);
		const { items } = summarise(await node.retry(failed));
		expect(elementAt(items, 0).json).toMatchObject({ requestId, resumed: true });
		expect(sent('status')).toHaveLength(polls);
	}, 60_000);

	test('in the state that n8n saves there is no raw answer and no key', async () => {
		noUrlFor('video 1;', 1);
		const { context } = await run(video({ maxConcurrentJobs: 1 }), { items: numberedItems(2) });
		const saved = JSON.stringify(context);
		expect(saved).toContain('/files/');
		expect(saved).not.toContain('SG_');
		expect(saved).not.toContain('inference_time');
	});
});

describe('what is stored', () => {
	test.each([1, 5])(
		'is handed over again within an execution: 3 downloads for 3 videos in 5 tries, %i at a time',
		async (maxConcurrentJobs) => {
			noUrlFor('video 2;', 4);
			// Under way when the third item fails: seen to its end, since another try follows.
			sandbox.addFault({ phase: 'download', kind: 'latency', ms: 300 });
			const { items } = await run(video({ maxConcurrentJobs }), {
				items: numberedItems(3),
				settings: { ...RETRY, maxTries: 5 },
			});
			expect(items).toHaveLength(3);
			expect(sent('download')).toHaveLength(3);
		},
	);

	test('is there although the file host is down in a later try', async () => {
		noUrlFor('video 1;', 1);
		sandbox.addFault({ phase: 'download', kind: 'status', status: 404, after: 1, times: 1 });
		const { items, error } = await run(video({ maxConcurrentJobs: 1 }), {
			items: numberedItems(2),
			settings: RETRY,
		});
		expect(error).toBeUndefined();
		expect(items.map((item) => fileOf(item).mimeType)).toEqual(Array(2).fill('video/mp4'));
	});

	test('gets the name and the field that the later try asks for', async () => {
		noUrlFor('video 1;', 1);
		const node = prepare(video({ maxConcurrentJobs: 1 }), { items: numberedItems(2) });
		const failed = await node.start().promise;
		const changed = video({ fileName: 'clip', binaryPropertyName: 'movie' });
		const again = createRun(kit.engine, {
			parameters: changed,
			items: numberedItems(2),
			credential: { apiKey: 'SG_0123456789abcdef', baseUrl: sandbox.url },
		});
		const { items } = summarise(await again.retry(failed));
		expect(fileOf(elementAt(items, 0), 'movie').fileName).toBe('clip.mp4');
	});

	test('a retried execution downloads each once, since the old files may be deleted', async () => {
		// Three tries of the first execution, and two of the retried one.
		noUrlFor('video 1;', 5);
		const node = prepare(video({ maxConcurrentJobs: 1 }), {
			items: numberedItems(2),
			settings: RETRY,
		});
		const failed = await node.start().promise;
		const before = sent('download').length;
		const { items } = summarise(await node.retry(failed));
		expect(items).toHaveLength(2);
		expect(sent('download').length - before).toBe(2);
	});
});

test('a fact of the state: the bytes that a job costs in the execution data', async () => {
	const { context } = await run(video(), { items: numberedItems(20) });
	const { jobs } = context as IDataObject & { jobs: IDataObject };
	expect(JSON.stringify(jobs).length / 20).toBeLessThan(900);
});
