// A public file is opened by hand: each hop of a redirect is judged, and the key goes nowhere.
import { expect, test } from '@jest/globals';
import type { IHttpRequestOptions } from 'n8n-workflow';

import { openFile } from '../../../../nodes/PixVerse/transport/file/openFile';
import { fakeHttp, type WireAnswer } from '../../../support/fakeHttp';
import { simulatedClock } from '../../../support/simulated/clock';

const START = 'https://files.test/a.mp4';

async function open(address: string, answer: (url: string) => Partial<WireAnswer>) {
	const asked: IHttpRequestOptions[] = [];
	const context = fakeHttp((options) => {
		asked.push(options);
		return { status: 200, headers: {}, body: Buffer.from('x'), ...answer(options.url) };
	});
	const request = { address, timeLimitMs: 60_000, signal: new AbortController().signal };
	return { opened: await openFile(context, simulatedClock(), request), asked };
}

const to = (location: string): Partial<WireAnswer> => ({ status: 302, headers: { location } });

test.each<[string, (url: string) => Partial<WireAnswer>, string, number]>([
	['a file', () => ({}), 'opened', 1],
	['a redirect', (url) => (url === START ? to('/b.mp4') : {}), 'opened', 2],
	['a redirect for ever', () => to(START), 'broken', 6],
	['a redirect to secrets', () => to('http://169.254.169.254/x'), 'refused', 1],
	['a redirect to another scheme', () => to('file:///etc/passwd'), 'refused', 1],
	['a redirect to nowhere', () => ({ status: 302 }), 'broken', 1],
	['a part', () => ({ status: 206 }), 'broken', 1],
	['nothing there', () => ({ status: 404 }), 'broken', 1],
])('%s', async (_, answer, kind, requests) => {
	const { opened, asked } = await open(START, answer);
	expect(opened.kind).toBe(kind);
	expect(asked).toHaveLength(requests);
	for (const { headers } of asked) expect(headers).not.toHaveProperty('x-api-key');
});

test.each<[string, Partial<WireAnswer>, boolean]>([
	['no such file', { status: 404 }, true],
	['nobody may have it', { status: 401 }, true],
	['nothing', { status: 204 }, true],
	['for ever elsewhere', to(START), true],
	['too many requests', { status: 429 }, false],
	['too slow', { status: 408 }, false],
	['a server that is down', { status: 503 }, false],
])('%s: whether no file is there', async (_, answer, isAbsent) => {
	const { opened } = await open(START, () => answer);
	expect(opened).toMatchObject({ kind: 'broken', ...(isAbsent ? { isAbsent } : {}) });
	expect('isAbsent' in opened).toBe(isAbsent);
});

test('what a file host answered is told as its status', async () => {
	const { opened } = await open(START, () => ({ status: 410 }));
	expect(opened).toMatchObject({ problem: { code: 'download-failed', httpCode: 410 } });
});

test.each(['gs://bucket/a.mp4', `data:video/mp4;base64,${'A'.repeat(500_000)}`, 'words'])(
	'%.20s is not asked for, and told in few words',
	async (address) => {
		const { opened, asked } = await open(address, () => ({}));
		expect(opened).toMatchObject({ kind: 'refused', problem: { code: 'video-address-refused' } });
		expect(JSON.stringify(opened).length).toBeLessThan(1_000);
		expect(asked).toEqual([]);
	},
);
