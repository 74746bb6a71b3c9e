import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import type { RequestRecord, Sandbox } from '../sandbox';
import { waitFor } from '../support/waiting';

/** design: Stop ends the node within this time, with no request after it. */
export const STOP_WITHIN_MS = 2_000;

/** Several poll intervals of the workflows that are stopped, and a wait of Retry On Fail. */
const SILENCE_MS = 2_500;

const LOOK_EVERY_MS = 20;

export async function waitForRequest(
	sandbox: Sandbox,
	isWanted: (record: RequestRecord) => boolean,
) {
	const said = () =>
		`a request; these came: ${sandbox.requests.map(({ phase }) => phase).join(', ')}`;
	await waitFor(said, () => sandbox.requests.some(isWanted), { everyMs: LOOK_EVERY_MS });
}

/** Watches for a while that nothing arrives at the sandbox: time is what is measured here. */
export async function assertSilence(sandbox: Sandbox) {
	const before = sandbox.requests.length;
	await sleep(SILENCE_MS);
	const late = sandbox.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
	assert.deepEqual(late, [], 'requests after Stop');
}
