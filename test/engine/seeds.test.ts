// The two documents that this project comes from: their example payloads, entered in the node,
// must arrive as exactly that JSON.
import { describe, expect, test } from '@jest/globals';

import { TRANSITION_SEED, VIDEO_SEED } from '../fixtures/seeds';
import { SANDBOX_KEY } from '../sandbox';
import { fileOf } from '../support/assertions';
import { useNode } from '../support/useNode';

describe.each([
	['pixverse-4.5-video', VIDEO_SEED],
	['pixverse-transition', TRANSITION_SEED],
])('the seed of %s', (_, seed) => {
	const { run, sent } = useNode({ jobDurationMs: 100 });

	test.each([
		['async', 'v2', 'submit'],
		['sync', 'v1', 'sync'],
	] as const)('in %s mode leaves exactly its JSON at /%s', async (requestMode, version, phase) => {
		const { items, error } = await run({
			...seed.parameters,
			options: { requestMode, pollInterval: 0.05 },
		});
		expect(error).toBeUndefined();
		const [submit, ...more] = sent(phase);
		expect(more).toEqual([]);
		expect(submit?.path).toBe(`/${version}/${seed.slug}`);
		expect(submit?.body).toEqual(seed.body);
		expect(submit?.headers['x-api-key']).toBe(SANDBOX_KEY);
		expect(submit?.headers['content-type']).toMatch(/^application\/json/);
		expect(items).toHaveLength(1);
		expect(fileOf(items[0])).toMatchObject({ mimeType: 'video/mp4', fileExtension: 'mp4' });
	});
});
