import assert from 'node:assert/strict';

import { findFreePort } from '../../host/ports';
import { NO_BALANCE_KEY, SANDBOX_KEY } from '../../sandbox';
import type { Moment } from '../moment';

export const credentialAnswers: Moment = {
	name: 'credential-answers',
	title: 'Every answer that the credential test can meet has words of its own',
	async run({ client, sandbox }) {
		const deadPort = await findFreePort();
		const cases: [Record<string, string>, 'OK' | 'Error', RegExp][] = [
			[{ apiKey: SANDBOX_KEY, baseUrl: `${sandbox.url}/v1/` }, 'OK', /Credits left: 100$/],
			[{ apiKey: NO_BALANCE_KEY, baseUrl: sandbox.url }, 'OK', /no credits yet/],
			[{ apiKey: 'wrong', baseUrl: sandbox.url }, 'Error', /does not accept this key/],
			[{ apiKey: ' ', baseUrl: sandbox.url }, 'Error', /holds no API key/],
			[{ apiKey: 'x', baseUrl: `${sandbox.url}/files` }, 'Error', /Base URL does not lead to Seg/],
			[{ apiKey: 'x', baseUrl: 'api.segmind' }, 'Error', /not a web address/],
			[
				{ apiKey: 'x', baseUrl: `http://127.0.0.1:${deadPort}` },
				'Error',
				/Nothing answers at the API Base URL/,
			],
		];
		const said = new Set();
		for (const [data, status, words] of cases) {
			const answer = await client.testCredential({ name: 'Segmind', type: 'segmindApi', data });
			assert.equal(answer.status, status, `${JSON.stringify(data)}: ${answer.message}`);
			assert.match(answer.message, words);
			said.add(answer.message);
		}
		assert.equal(said.size, cases.length);
		return `${cases.length} answers`;
	},
};
