import { afterEach, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { catalogueWith, costOf } from '../catalogue';
import { membersOf } from '../json';
import { closeAll, open, present } from './open';

const models = catalogueWith([]);

afterEach(closeAll);

const values = fc.oneof(
	fc.constantFrom(5, 8, '540p', '1080p', 'normal', 'fast', '16:9', 'https://a.example/b.png'),
	fc.jsonValue({ maxDepth: 2 }),
);
const names = [
	...new Set([...models.values()].flatMap((model) => Object.keys(model.params ?? {}))),
];
const bodies = fc.oneof(
	fc.dictionary(fc.constantFrom(...names), values),
	fc.record(Object.fromEntries(names.map((name) => [name, values]))),
	fc.jsonValue(),
);
const slugs = fc.oneof(fc.constantFrom(...models.keys()), fc.webSegment());

test('whatever is submitted, the answer is one of the documented ones', async () => {
	const { sandbox, clock, get, post } = await open({ credits: 1e6 });
	await fc.assert(
		fc.asyncProperty(slugs, bodies, async (slug, body) => {
			const accepted = sandbox.acceptedSubmits().length;
			const response = await post(`/v2/${slug}`, body);
			expect([200, 400, 404, 405, 406, 410]).toContain(response.status);
			const isAccepted = response.status === 200;
			expect(sandbox.acceptedSubmits()).toHaveLength(accepted + (isAccepted ? 1 : 0));
			if (!isAccepted) return;
			const before = sandbox.credits().credits;
			clock.advance(60_000);
			const result = await get(`/v2/requests/${present(sandbox.jobs.at(-1)).requestId}`);
			const cost = result.status === 200 ? costOf(present(models.get(slug)), membersOf(body)) : 0;
			expect([200, 422]).toContain(result.status);
			expect(sandbox.credits().credits).toBeCloseTo(before - cost, 6);
		}),
		{ numRuns: 150, seed: 20261120 },
	);
});
