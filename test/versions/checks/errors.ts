import assert from 'node:assert/strict';

import { SANDBOX_KEY, startSandbox } from '../../sandbox';
import { theOnly } from '../../support/lists';
import type { CheckContext } from './context';

const PROMPTS = [{ json: { prompt: 'A red boat' } }, { json: { prompt: 'A blue boat [fail]' } }];
const FROM_ITEM = { prompt: '={{ $json.prompt }}' };

/** What a user sees of a job that failed: message, description, request ID. */
export async function thrownError({ sandbox, run }: CheckContext) {
	const { error } = await run({ parameters: { prompt: 'A boat [fail]' } });
	const { requestId } = theOnly(sandbox.jobs);
	assert.equal(error?.message, `Segmind could not make the video (job ${requestId})`);
	assert.match(error.description ?? '', /Nothing was charged/);
	assert.equal(error.context.requestId, requestId);
}

/** "Continue": the failed item is an item with message and details, the other one a video. */
export async function continued({ run }: CheckContext) {
	const { error, items } = await run({
		items: PROMPTS,
		parameters: FROM_ITEM,
		settings: { onError: 'continueRegularOutput' },
	});
	assert.equal(error, undefined);
	const [made, failed] = items.map(({ json }) => json);
	assert.deepEqual(Object.keys(failed ?? {}).sort(), ['details', 'error', 'message']);
	assert.match(failed?.details?.requestId ?? '', /./);
	assert.equal(made?.status, 'COMPLETED');
}

/** "Continue (using error output)": each item leaves through its own output. */
export async function errorOutput({ run }: CheckContext) {
	const { items, errorItems } = await run({
		items: PROMPTS,
		parameters: FROM_ITEM,
		settings: { onError: 'continueErrorOutput' },
	});
	assert.equal(items.length, 1);
	const failed = theOnly(errorItems);
	assert.match(failed.json.message ?? '', /could not make the video/);
	assert.match(failed.json.details?.requestId ?? '', /./);
	assert.ok(!('error' in failed) || failed.error === undefined);
}

/** A refused key: one POST, though n8n repeats requests on 401 by itself. */
export async function refusedKey({ sandbox, run, requests }: CheckContext) {
	const credential = { apiKey: 'SG_ffffffffffffffff', baseUrl: sandbox.url };
	const { error } = await run({ credential });
	assert.ok(error && 'httpCode' in error && error.httpCode === '401');
	assert.equal(error.message, 'Segmind does not accept the API key');
	assert.equal(requests('submit').length, 1);
}

/** A redirect of a call with the key is not followed. */
export async function redirect({ sandbox, run }: CheckContext) {
	const elsewhere = await startSandbox();
	try {
		const location = `${elsewhere.url}{path}`;
		sandbox.addFault({ phase: 'submit', kind: 'redirect', location, status: 307 });
		const { error } = await run({ credential: { apiKey: SANDBOX_KEY, baseUrl: sandbox.url } });
		assert.match(error?.message ?? '', /does not lead to Segmind/);
		assert.deepEqual(elsewhere.requests, []);
	} finally {
		await elsewhere.close();
	}
}

/** A broken connection after the submit was accepted: never sent again, by any try. */
export async function unknownOutcome({ sandbox, run }: CheckContext) {
	sandbox.addFault({ phase: 'submit', kind: 'acceptedThenReset', times: 1 });
	const { error } = await run({ settings: { retryOnFail: true, maxTries: 3 } });
	assert.match(error?.message ?? '', /may have been accepted/);
	assert.equal(sandbox.acceptedSubmits().length, 1);
}

/** The summary in the output pane. */
export async function hint({ run }: CheckContext) {
	const { hints } = await run();
	assert.match(theOnly(hints).message, /^1 video made\./);
}
