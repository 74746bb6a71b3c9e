// A stand-in of the request history alone, for lists that the sandbox would never give.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, beforeEach } from '@jest/globals';

export interface HistoryAnswer {
	status?: number;
	body: unknown;
}

/** The query of one request for the list. */
export type HistoryQuery = Record<string, string>;

export interface HistoryServer {
	/** The credential's API Base URL. */
	readonly baseUrl: string;
	/** The queries of this test, in order of arrival. */
	queries: HistoryQuery[];
	/** How the list answers; an empty list unless a test says other. */
	answer: (query: HistoryQuery) => HistoryAnswer;
}

/** Rows as a list of pages, 100 rows each. */
export function pagesOf(rows: readonly unknown[], perPage = 100) {
	return ({ page = '1' }: HistoryQuery): HistoryAnswer => {
		const start = (Number(page) - 1) * perPage;
		const totalPages = Math.ceil(rows.length / perPage);
		return {
			body: {
				data: rows.slice(start, start + perPage),
				page: Number(page),
				total_pages: totalPages,
			},
		};
	};
}

/** Call it once at the top of a file. */
export function useHistoryServer(): HistoryServer {
	const used = { baseUrl: '', queries: [], answer: pagesOf([]) } as HistoryServer & {
		baseUrl: string;
	};
	const queryOf = ({ url = '' }: IncomingMessage) =>
		Object.fromEntries(new URL(url, 'http://localhost').searchParams);
	const server = createServer((request, response) => {
		const query = queryOf(request);
		used.queries.push(query);
		const { status = 200, body } = used.answer(query);
		response.writeHead(status, { 'content-type': 'application/json' });
		response.end(JSON.stringify(body));
	});
	beforeAll(async () => {
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		used.baseUrl = `http://127.0.0.1:${port}`;
	});
	afterAll(async () => {
		await new Promise((resolve) => server.close(resolve));
	});
	beforeEach(() => {
		used.queries = [];
		used.answer = pagesOf([]);
	});
	return used;
}
