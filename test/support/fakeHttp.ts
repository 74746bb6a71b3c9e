// n8n's HTTP helpers and its store without a network: for tests that run thousands of answers.
import { Readable } from 'node:stream';

import type { IBinaryData, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import type { N8nFiles } from '../../nodes/PixVerse/transport/http/request';

/** An answer as it comes over the wire; nothing is said about its form. */
export interface WireAnswer {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
}

/** The same, whose one answer has headers at once and a body that comes in its own time. */
export function slowHttp(headers: Record<string, string>, body: Readable): N8nFiles {
	const context = fakeHttp(() => ({ status: 200, headers: {}, body: Buffer.alloc(0) }));
	const answer: IN8nHttpFullResponse = { statusCode: 200, headers, body };
	context.helpers.httpRequestWithAuthentication = async () => await Promise.resolve(answer);
	return context;
}

/** @param answer called for every request, in order; throws what a connection breaks with */
export function fakeHttp(answer: (request: IHttpRequestOptions) => WireAnswer): N8nFiles {
	const send = async (request: IHttpRequestOptions) => {
		const { status, headers, body } = answer(request);
		const chunks = body.length > 0 ? [body] : [];
		return await Promise.resolve({ statusCode: status, headers, body: Readable.from(chunks) });
	};
	const helpers = {
		httpRequest: send,
		httpRequestWithAuthentication: async (_: string, request: IHttpRequestOptions) =>
			await send(request),
		async prepareBinaryData(data: Buffer | Readable, fileName: string, mimeType: string) {
			const bytes = Buffer.isBuffer(data)
				? data
				: Buffer.concat((await data.toArray()) as Buffer[]);
			return { data: bytes.toString('base64'), fileName, mimeType } satisfies IBinaryData;
		},
	};
	return { helpers } as unknown as N8nFiles;
}
