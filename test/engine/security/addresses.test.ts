// Where the node goes, and where it refuses to go: redirects with the key, other schemes, the
// addresses at which clouds hand out secrets, IDs that would leave their path.
import http from 'node:http';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type * as N8nConfig from '@n8n/config';
import type { INodeParameters } from 'n8n-workflow';

import type { Phase, RequestRecord } from '../../sandbox';
import { errorOf, fileOf } from '../../support/assertions';
import { FAST, pngItem, VIDEO, video } from '../../support/inputs';
import { addressOf, listen, shut } from '../../support/localServer';
import { useNode } from '../../support/useNode';

const node = useNode({ jobDurationMs: 20 });
const { engine, run, sandbox, sent } = node;

let visits = 0;
const elsewhere = http.createServer((_, response) => {
	visits += 1;
	response.end('{}');
});
beforeAll(async () => {
	await listen(elsewhere);
});
afterAll(() => shut(elsewhere));
beforeEach(() => {
	visits = 0;
});

const SYNC = { ...VIDEO, options: { requestMode: 'sync' } } satisfies INodeParameters;

const CALLS: Array<[phase: Phase, parameters: INodeParameters]> = [
	['submit', VIDEO],
	['status', VIDEO],
	['result', VIDEO],
	['sync', SYNC],
	['credits', { resource: 'account', operation: 'getCredits' }],
	['historyList', { resource: 'job', operation: 'getMany' }],
	['upload', { resource: 'asset', operation: 'upload', binaryPropertyName: 'data' }],
];

test.each(CALLS)('a redirect of the %s call is not followed', async (phase, parameters) => {
	const options = parameters === SYNC ? SYNC.options : {};
	for (const status of [301, 302, 303, 307, 308]) {
		sandbox.addFault({
			kind: 'redirect',
			status,
			phase,
			times: 1,
			location: `${addressOf(elsewhere)}/{path}`,
		});
		const seen = await errorOf(
			node,
			'continueErrorOutput',
			{ ...parameters, options: { ...FAST, ...options } },
			{ items: [pngItem()] },
		);
		expect(seen.details).toMatchObject({ code: 'wrong-base-url', httpCode: status });
		expect(visits).toBe(0);
	}
});

/** Addresses of a video that are not fetched: [address, what the description names]. */
const REFUSED: Array<[address: string, words: RegExp]> = [
	['file:///etc/passwd', /scheme file/],
	['ftp://files.example/a.mp4', /scheme ftp/],
	['data:video/mp4;base64,AAAA', /scheme data/],
	['javascript:alert(1)', /scheme javascript/],
	['http://169.254.169.254/latest/meta-data/', /169\.254\.169\.254/],
	['http://169.254.169.254./x', /169\.254\.169\.254/],
	['http://2852039166/x', /169\.254\.169\.254/],
	['http://0xa9fea9fe/x', /169\.254\.169\.254/],
	['http://0xa9.0xfe.0xa9.0xfe/x', /169\.254\.169\.254/],
	['http://0251.0376.0251.0376/x', /169\.254\.169\.254/],
	['http://169.254.43518/x', /169\.254\.169\.254/],
	['http://[::ffff:169.254.169.254]/x', /169\.254\.169\.254/],
	['http://[::ffff:a9fe:a9fe]/x', /169\.254\.169\.254/],
	['http://[::169.254.169.254]/x', /169\.254\.169\.254/],
	['http://[64:ff9b::169.254.169.254]/x', /169\.254\.169\.254/],
	['http://[2002:a9fe:a9fe::1]/x', /169\.254\.169\.254/],
	['http://[fd00:ec2::254]/x', /fd00:ec2::254/],
	['http://[fd00:0ec2:0::0254]/x', /fd00:ec2::254/],
	['http://100.100.100.200/x', /100\.100\.100\.200/],
	['http://metadata.google.internal/x', /metadata\.google\.internal/],
	['http://METADATA.google.INTERNAL./x', /metadata\.google\.internal/],
	['http://user:pass@169.254.169.254/x', /169\.254\.169\.254/],
];

test.each(REFUSED)('a result at %s is refused', async (url, words) => {
	sandbox.configure({ resultShape: () => ({ video: { url } }) });
	const seen = await errorOf(node, 'stopWorkflow', video());
	expect(seen.message).toMatch(/not one that this node fetches/);
	expect(seen.description).toMatch(words);
	expect(seen.details.requestId).toBe(sandbox.jobs[0]?.requestId);
});

test.each(REFUSED)('a redirect of the video to %s is refused', async (location, words) => {
	sandbox.addFault({ kind: 'redirect', phase: 'download', location });
	const seen = await errorOf(node, 'continueRegularOutput', video());
	expect(seen.details.code).toBe('video-address-refused');
	expect(seen.description).toMatch(words);
	expect(seen.details.requestId).toBe(sandbox.jobs[0]?.requestId);
});

test('a redirect of the video within the web is followed, without the key', async () => {
	sandbox.addFault({ kind: 'redirect', phase: 'download', times: 2, location: '{path}' });
	const { items, error } = await run(video());
	expect(error).toBeUndefined();
	expect(fileOf(items[0]).mimeType).toBe('video/mp4');
	const downloads = sent('download');
	expect(downloads).toHaveLength(3);
	for (const request of downloads) expect(request.keySeen).toBe(false);
});

describe("with n8n's own SSRF protection on", () => {
	let config: N8nConfig.SsrfProtectionConfig;
	beforeAll(() => {
		const { SsrfProtectionConfig } = engine.requireOfCore('@n8n/config') as typeof N8nConfig;
		config = engine.Container.get(SsrfProtectionConfig);
	});

	afterEach(() => {
		config.enabled = false;
	});

	test.each(CALLS.filter(([phase]) => ['submit', 'sync', 'credits', 'upload'].includes(phase)))(
		'a blocked API host ends the %s call at once, and says so',
		async (_, parameters) => {
			config.enabled = true;
			const seen = await errorOf(node, 'continueRegularOutput', parameters, { items: [pngItem()] });
			expect(seen.details.code).toBe('not-reached');
			expect(seen.description).toMatch(/n8n's SSRF protection blocked it/);
			expect(sandbox.requests).toEqual([]);
		},
		1_500,
	);

	test('a blocked file host ends the download at once, with the request ID', async () => {
		const onRequest = ({ phase }: RequestRecord) => {
			config.enabled = phase === 'result';
		};
		sandbox.configure({ onRequest });
		const seen = await errorOf(node, 'continueRegularOutput', video());
		expect(seen.details).toMatchObject({
			code: 'video-address-refused',
			requestId: sandbox.jobs[0]?.requestId,
		});
		expect(seen.description).toMatch(/blocked by n8n's SSRF protection/);
	}, 2_000);
});

const BAD_IDS = ['../x', 'a/b', 'a?b', 'a#b', 'a b', 'a%2e', '.a', '-a', '', 'ä', 'a\nb', 'a\\b'];

test.each(BAD_IDS)('the request ID and the slug %j are refused before a request', async (id) => {
	const asId = await errorOf(
		node,
		'continueRegularOutput',
		{ resource: 'job', operation: 'get', requestId: '={{ $json.id }}' },
		{ items: [{ json: { id } }] },
	);
	expect(asId.message).toMatch(/^Request ID must be/);
	const asSlug = await errorOf(
		node,
		'continueRegularOutput',
		{
			resource: 'video',
			operation: 'custom',
			modelSlug: '={{ $json.id }}',
			body: '{}',
		},
		{ items: [{ json: { id } }] },
	);
	expect(asSlug.message).toMatch(/^Model Slug must be/);
	expect(sandbox.requests).toEqual([]);
});
