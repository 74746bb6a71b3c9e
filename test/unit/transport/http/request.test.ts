// How a request is sent: what n8n's helper is told, and what a time limit that passes says.
import { describe, expect, test } from '@jest/globals';
import type { IHttpRequestOptions } from 'n8n-workflow';

import {
	requestWithKey,
	requestWithoutKey,
	type HttpRequest,
	type N8nHttp,
} from '../../../../nodes/PixVerse/transport/http/request';
import { fakeHttp } from '../../../support/fakeHttp';
import { simulatedClock } from '../../../support/simulated/clock';

const REQUEST: HttpRequest = { method: 'POST', url: 'https://api.test/v2/x', timeLimitMs: 60_000 };

async function optionsOf(
	request: Partial<HttpRequest>,
	send = requestWithKey,
): Promise<IHttpRequestOptions | undefined> {
	let seen: IHttpRequestOptions | undefined;
	const context = fakeHttp((options) => {
		seen = options;
		return { status: 200, headers: {}, body: Buffer.from('{}') };
	});
	await send(context, simulatedClock(), { ...REQUEST, ...request });
	return seen;
}

test.each([requestWithKey, requestWithoutKey])(
	'%p judges each status itself, follows no redirect, and streams',
	async (send) =>
		expect(await optionsOf({}, send)).toMatchObject({
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			returnFullResponse: true,
			encoding: 'stream',
		}),
);

test('a time limit beyond what a timer can wait is the longest that it can', async () => {
	expect((await optionsOf({ timeLimitMs: 2 ** 31 }))?.timeout).toBe(2 ** 31 - 1);
	expect((await optionsOf({ timeLimitMs: 1_500 }))?.timeout).toBe(1_500);
});

test('an empty body is sent as the text that it is', async () => {
	expect(await optionsOf({ body: '{}' })).toMatchObject({
		body: '{}',
		headers: { 'content-type': 'application/json' },
	});
});

describe('a time limit passes', () => {
	/** n8n's helper, which answers nothing until it is aborted. */
	function silent(socket: object | undefined): N8nHttp {
		const send = async ({ abortSignal }: IHttpRequestOptions) =>
			await new Promise<never>((_, reject) => {
				const giveUp = () =>
					reject(Object.assign(new Error('canceled'), { request: socket && { socket } }));
				if (socket) (abortSignal as AbortSignal).addEventListener('abort', giveUp);
			});
		return {
			helpers: {
				httpRequest: send,
				httpRequestWithAuthentication: async (_: string, options: IHttpRequestOptions) =>
					await send(options),
			},
		} as unknown as N8nHttp;
	}

	test.each([
		['while the connection is being made', { connecting: true }, 'notSent'],
		['on an open connection', { connecting: false, _bytesDispatched: 361 }, 'broken'],
		['and the helper never says what it saw', undefined, 'broken'],
	])('%s', async (_, socket, kind) => {
		const outcome = await requestWithKey(silent(socket), simulatedClock(), REQUEST);
		expect(outcome.kind).toBe(kind);
	});
});
