const assert = require('node:assert/strict');

const { TRANSITION_SEED, VIDEO_SEED } = require('../../fixtures/seeds');

/** The seed's JSON arrives exactly, and the video comes back. */
function arrives(seed, requestMode) {
	const [version, phase] = requestMode === 'async' ? ['v2', 'submit'] : ['v1', 'sync'];
	return async ({ run, requests }) => {
		const { items, error } = await run({
			parameters: seed.parameters,
			nodeOptions: { requestMode },
		});
		assert.equal(error, undefined);
		const [submit, ...more] = requests(phase);
		assert.deepEqual(more, []);
		assert.equal(submit.path, `/${version}/${seed.slug}`);
		assert.deepEqual(submit.body, seed.body);
		assert.equal(items[0].binary.data.mimeType, 'video/mp4');
	};
}

module.exports = {
	asyncVideoSeed: arrives(VIDEO_SEED, 'async'),
	syncVideoSeed: arrives(VIDEO_SEED, 'sync'),
	asyncTransitionSeed: arrives(TRANSITION_SEED, 'async'),
	syncTransitionSeed: arrives(TRANSITION_SEED, 'sync'),
};
