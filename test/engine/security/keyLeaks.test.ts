// One key, many runs that go well and badly: afterwards it stands in no output, error, hint, log
// line, file or file name of any of them.
import fs from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';

import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type * as BackendCommon from '@n8n/backend-common';
import type { INodeParameters, IRun } from 'n8n-workflow';

import type { Fault } from '../../sandbox';
import { present } from '../../support/assertions';
import { FAST, MODES, pngItem, video } from '../../support/inputs';
import { useNode, type NodeRunOptions } from '../../support/useNode';

const KEY = 'SG_5ecre7ca11ed0dd5';
/** A key of another form: cut out as it is, not by its looks. */
const PLAIN_KEY = 'another/"key"+of\\a-kind';

const { engine, prepare, sandbox, sent } = useNode({
	jobDurationMs: 20,
	apiKeys: [KEY, PLAIN_KEY],
});
jest.setTimeout(60_000);

const inspected = (value: unknown) => inspect(value, { depth: 12, maxStringLength: null });

const logged: string[] = [];
const log = (...parts: unknown[]) => {
	logged.push(inspected(parts));
};
beforeAll(() => {
	const { Logger } = engine.requireOfCore('@n8n/backend-common') as typeof BackendCommon;
	const logger = engine.Container.get(Logger);
	for (const level of ['debug', 'info', 'warn', 'error'] as const) {
		jest.spyOn(logger, level).mockImplementation(log);
		jest.spyOn(console, level).mockImplementation(log);
	}
	jest.spyOn(console, 'log').mockImplementation(log);
});
afterAll(() => {
	jest.restoreAllMocks();
});

/** What the API says with the key in it, in every place where one was or may be seen. */
function echoes(key: string): Fault[] {
	const escaped = JSON.stringify(key).replace('S', '\\u0053').replace('a', '\\u0061');
	return [
		{ kind: 'status', phase: 'submit', status: 401, body: { error: `Key ${key} is wrong` } },
		{ kind: 'status', phase: 'submit', status: 406, body: { detail: [{ msg: key }] } },
		{
			kind: 'status',
			phase: 'submit',
			status: 500,
			body: `<html><title>${key}</title></html>`,
			times: 1,
		},
		{
			kind: 'status',
			phase: 'submit',
			status: 400,
			body: `{"error":${escaped}}`,
			contentType: 'application/json',
		},
		{ kind: 'weirdRequestId', phase: 'submit', id: `../${key}` },
		{ kind: 'status', phase: 'status', status: 403, body: { error: { message: key } } },
		{
			kind: 'status',
			phase: 'status',
			status: 422,
			body: { status: 'FAILED', error: `bad ${key}` },
		},
		{
			kind: 'jsonWith',
			phase: 'result',
			fields: {
				video: { url: `${sandbox.url}/files/sample-16x9.mp4?key=${encodeURI(key)}&k=${key}` },
			},
		},
		{ kind: 'jsonWith', phase: 'result', fields: { prompt: key, [key]: key, seed: key } },
		{ kind: 'redirect', phase: 'submit', location: `https://x.example/?key=${key}` },
	];
}

/** Runs that go well and badly, each with the key in what it sends or is told. */
async function scenarios(apiKey: string): Promise<IRun[]> {
	const runs: IRun[] = [];
	const credential = { apiKey: `  ${apiKey} ` };
	const go = async (parameters: INodeParameters, options: NodeRunOptions = {}) => {
		runs.push(await prepare(parameters, { ...options, credential }).start().promise);
	};
	await echoing(apiKey, go);
	await speaking(apiKey, go);
	const stopped = prepare(video(), { credential }).start();
	setTimeout(() => stopped.cancel(), 30);
	runs.push(await stopped.promise);
	return runs;
}

type Go = (parameters: INodeParameters, options?: NodeRunOptions) => Promise<void>;

/** Every echo of the API, in each way of going on. */
async function echoing(apiKey: string, go: Go): Promise<void> {
	sandbox.clearFaults();
	const faults = echoes(apiKey);
	faults.forEach((fault, index) => {
		sandbox.addFault({ ...fault, match: { bodyContains: `<echo ${index}>` } });
	});
	const runs = faults.flatMap((_, index) =>
		MODES.map(async (onError) => {
			const items = [pngItem({ prompt: `<echo ${index}>` })];
			await go(video({ timeout: 0.002 }), { items, settings: { onError } });
		}),
	);
	await Promise.all(runs);
	sandbox.clearFaults();
}

/** Runs that tell much: outputs, lists, a dry run, refusals. */
async function speaking(apiKey: string, go: Go): Promise<void> {
	const custom = {
		resource: 'video',
		operation: 'custom',
		modelSlug: 'pixverse-lipsync',
		body: '{}',
	};
	sandbox.addFault({ kind: 'jsonWith', phase: 'result', fields: { note: `for ${apiKey}` } });
	await go({ ...custom, options: FAST });
	sandbox.clearFaults();
	await go(video({ minimumCredits: 1000 }));
	await go(video({ requestMode: 'sync' }));
	await go(video({ dryRun: true }));
	await go({ resource: 'job', operation: 'getMany' });
	sandbox.addFault({
		kind: 'jsonWith',
		phase: 'historyList',
		fields: {
			data: [
				{ request_id: 'a1', model_name: 'm', error: apiKey, request_body: { prompt: apiKey } },
			],
		},
	});
	await go({ resource: 'job', operation: 'getMany', simplify: false });
	await go({ resource: 'account', operation: 'getCredits' });
	await go({ resource: 'asset', operation: 'upload' }, { items: [pngItem()] });
	sandbox.addFault({ kind: 'reset', phase: 'submit', times: 1 });
	await go(video());
}

function filesBelow(folder: string): string[] {
	if (!fs.existsSync(folder)) return [];
	return fs
		.readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name));
}

test.each([KEY, PLAIN_KEY])('the key %s is nowhere', async (key) => {
	const forms = [key, encodeURIComponent(key), encodeURI(key), JSON.stringify(key).slice(1, -1)];
	const expectNowhere = (what: string, text: string) => {
		for (const form of forms) {
			const at = text.indexOf(form);
			const around = at < 0 ? '' : text.slice(Math.max(0, at - 200), at);
			expect({ what, around }).toEqual({ what, around: '' });
		}
	};
	const runs = await scenarios(key);
	expect(runs.length).toBeGreaterThan(35);
	const withKey = sandbox.requests.filter(({ headers }) => headers['x-api-key'] === key);
	expect(withKey.length).toBeGreaterThan(60);
	for (const run of runs) {
		expectNowhere('the saved run', JSON.stringify(run));
		// More than is saved: errors have members that JSON leaves out.
		expectNowhere('the run in memory', inspected(run.data.resultData));
	}
	for (const line of logged) expectNowhere('a log line', line);
	const files = filesBelow(present(process.env['N8N_USER_FOLDER'], 'folder of the user'));
	expect(files.length).toBeGreaterThan(2);
	for (const file of files) {
		expectNowhere('a file name', file);
		expectNowhere(file, fs.readFileSync(file).toString('latin1'));
	}
	const downloads = sent('download');
	expect(downloads.length).toBeGreaterThan(2);
	for (const { keySeen } of downloads) expect(keySeen).toBe(false);
});

test('the accepted ID was logged, so the log is looked at', () => {
	expect(logged.join('\n')).toMatch(/Segmind accepted job/);
});
