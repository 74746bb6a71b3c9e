const assert = require('node:assert/strict');

const { SANDBOX_KEY, startSandbox } = require('../../sandbox');

const PROMPTS = [{ json: { prompt: 'A red boat' } }, { json: { prompt: 'A blue boat [fail]' } }];
const FROM_ITEM = { prompt: '={{ $json.prompt }}' };

/** What a user sees of a job that failed: message, description, request ID. */
async function thrownError({ sandbox, run }) {
	const { error } = await run({ parameters: { prompt: 'A boat [fail]' } });
	const [{ requestId }] = sandbox.jobs;
	assert.equal(error.message, `Segmind could not make the video (job ${requestId})`);
	assert.match(error.description, /Nothing was charged/);
	assert.equal(error.context.requestId, requestId);
}

/** "Continue": the failed item is an item with message and details, the other one a video. */
async function continued({ run }) {
	const { error, items } = await run({
		items: PROMPTS,
		parameters: FROM_ITEM,
		settings: { onError: 'continueRegularOutput' },
	});
	assert.equal(error, undefined);
	assert.deepEqual(Object.keys(items[1].json).sort(), ['details', 'error', 'message']);
	assert.match(items[1].json.details.requestId, /./);
	assert.equal(items[0].json.status, 'COMPLETED');
}

/** "Continue (using error output)": each item leaves through its own output. */
async function errorOutput({ run }) {
	const { items, errorItems } = await run({
		items: PROMPTS,
		parameters: FROM_ITEM,
		settings: { onError: 'continueErrorOutput' },
	});
	assert.deepEqual([items.length, errorItems.length], [1, 1]);
	const [{ json, error }] = errorItems;
	assert.match(json.message, /could not make the video/);
	assert.match(json.details.requestId, /./);
	assert.equal(error, undefined);
}

/** A refused key: one POST, though n8n repeats requests on 401 by itself. */
async function refusedKey({ sandbox, run, requests }) {
	const credential = { apiKey: 'SG_ffffffffffffffff', baseUrl: sandbox.url };
	const { error } = await run({ credential });
	assert.equal(error.httpCode, '401');
	assert.equal(error.message, 'Segmind does not accept the API key');
	assert.equal(requests('submit').length, 1);
}

/** A redirect of a call with the key is not followed. */
async function redirect({ sandbox, run }) {
	const elsewhere = await startSandbox();
	try {
		const location = `${elsewhere.url}{path}`;
		sandbox.addFault({ phase: 'submit', kind: 'redirect', location, status: 307 });
		const { error } = await run({ credential: { apiKey: SANDBOX_KEY, baseUrl: sandbox.url } });
		assert.match(error.message, /does not lead to Segmind/);
		assert.deepEqual(elsewhere.requests, []);
	} finally {
		await elsewhere.close();
	}
}

/** A broken connection after the submit was accepted: never sent again, by any try. */
async function unknownOutcome({ sandbox, run }) {
	sandbox.addFault({ phase: 'submit', kind: 'acceptedThenReset', times: 1 });
	const { error } = await run({ settings: { retryOnFail: true, maxTries: 3 } });
	assert.match(error.message, /may have been accepted/);
	assert.equal(sandbox.acceptedSubmits().length, 1);
}

/** The summary in the output pane. */
async function hint({ run }) {
	const { hints } = await run();
	assert.match(hints[0].message, /^1 video made\./);
}

module.exports = {
	thrownError,
	continued,
	errorOutput,
	refusedKey,
	redirect,
	unknownOutcome,
	hint,
};
