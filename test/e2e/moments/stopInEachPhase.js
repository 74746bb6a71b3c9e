'use strict';

const assert = require('node:assert/strict');

const { assertSilence, STOP_WITHIN_MS, waitForRequest } = require('../silence');
const { START, asPictures, inARow, items, pixVerse } = require('../workflows');

const FAST_POLLS = { options: { pollInterval: 0.3 } };
const PICTURE = Buffer.from('a picture').toString('base64');

/**
 * @typedef {object} Phase
 * @property {string} phase as the sandbox names it: Stop comes when its first request has
 * @property {object[]} faults that make it last
 * @property {number} [jobMs]
 * @property {object} [parameters]
 */

/** @type {Record<string, Phase>} */
const PHASES = {
	submitting: { phase: 'submit', faults: [{ phase: 'submit', kind: 'timeout' }] },
	paced: { phase: 'submit', faults: [{ phase: 'submit', kind: 'rateLimit', resetMs: 60_000 }] },
	waiting: { phase: 'submit', faults: [], jobMs: 600_000, parameters: {} },
	polling: { phase: 'status', faults: [], jobMs: 600_000 },
	'a poll without answer': { phase: 'status', faults: [{ phase: 'status', kind: 'timeout' }] },
	downloading: { phase: 'download', faults: [{ phase: 'download', kind: 'stall' }] },
	uploading: {
		phase: 'upload',
		faults: [{ phase: 'upload', kind: 'timeout' }],
		parameters: { operation: 'imageToVideo', imageSource: 'binary' },
	},
};

module.exports = {
	name: 'stop-in-each-phase',
	title: 'Stop ends the execution in under 2 s in every phase, also with Retry On Fail',
	/** @param {import('../stage').Stage} stage */
	async run({ client, credential, sandbox }) {
		/** @type {string[]} */
		const figures = [];
		for (const [name, { phase, faults, jobMs = 300, parameters = FAST_POLLS }] of Object.entries(
			PHASES,
		)) {
			sandbox.reset();
			sandbox.configure({ jobDurationMs: jobMs, faults });
			const node = pixVerse(
				credential,
				{ prompt: 'A slow river', ...parameters },
				{ retryOnFail: true, maxTries: 3, waitBetweenTries: 500 },
			);
			const { id } = await client.createWorkflow(
				inARow(`Stop while ${name}`, [items([PICTURE]), asPictures(), node]),
			);
			const executionId = await client.runWorkflow(id, { trigger: START });
			await waitForRequest(sandbox, (record) => record.phase === phase);

			const startedMs = Date.now();
			await client.stopExecution(executionId);
			const { status } = await client.waitForExecution(executionId, { timeoutMs: 10_000 });
			const tookMs = Date.now() - startedMs;
			assert.equal(status, 'canceled', name);
			assert.ok(tookMs < STOP_WITHIN_MS, `${name}: Stop took ${tookMs} ms`);
			await assertSilence(sandbox);
			figures.push(`${name} ${tookMs} ms`);
		}
		return figures.join(', ');
	},
};
