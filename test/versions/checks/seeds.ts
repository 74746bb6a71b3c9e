import assert from 'node:assert/strict';

import { TRANSITION_SEED, VIDEO_SEED } from '../../fixtures/seeds';
import { theOnly } from '../../support/lists';
import type { CheckContext } from './context';

/** The seed's JSON arrives exactly, and the video comes back. */
function arrives(seed: typeof VIDEO_SEED | typeof TRANSITION_SEED, requestMode: 'async' | 'sync') {
	const [version, phase] =
		requestMode === 'async' ? (['v2', 'submit'] as const) : (['v1', 'sync'] as const);
	return async ({ run, requests }: CheckContext) => {
		const { items, error } = await run({
			parameters: seed.parameters,
			nodeOptions: { requestMode },
		});
		assert.equal(error, undefined);
		const submit = theOnly(requests(phase));
		assert.equal(submit.path, `/${version}/${seed.slug}`);
		assert.deepEqual(submit.body, seed.body);
		assert.equal(theOnly(items).binary?.data?.mimeType, 'video/mp4');
	};
}

export const asyncVideoSeed = arrives(VIDEO_SEED, 'async');
export const syncVideoSeed = arrives(VIDEO_SEED, 'sync');
export const asyncTransitionSeed = arrives(TRANSITION_SEED, 'async');
export const syncTransitionSeed = arrives(TRANSITION_SEED, 'sync');
