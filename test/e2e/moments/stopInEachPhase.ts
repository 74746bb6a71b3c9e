import assert from 'node:assert/strict';

import type { Parameters } from '../../host/workflow';
import type { Fault, RequestRecord } from '../../sandbox';
import type { Moment } from '../moment';
import { assertSilence, STOP_WITHIN_MS, waitForRequest } from '../silence';
import { asPictures, inARow, items, pixVerse, START } from '../workflows';

const FAST_POLLS = { options: { pollInterval: 0.3 } };
const PICTURE = Buffer.from('a picture').toString('base64');

interface Phase {
	/** as the sandbox names it: Stop comes when its first request has */
	phase: RequestRecord['phase'];
	/** Stop comes when that is answered */
	isAnswered?: boolean;
	/** that make it last */
	faults: Fault[];
	jobMs?: number;
	parameters?: Parameters;
}

const PHASES: Record<string, Phase> = {
	submitting: { phase: 'submit', faults: [{ phase: 'submit', kind: 'timeout' }] },
	paced: {
		phase: 'submit',
		isAnswered: true,
		faults: [{ phase: 'submit', kind: 'rateLimit', resetMs: 60_000 }],
	},
	waiting: { phase: 'submit', isAnswered: true, faults: [], jobMs: 600_000, parameters: {} },
	polling: { phase: 'status', faults: [], jobMs: 600_000 },
	'a poll without answer': { phase: 'status', faults: [{ phase: 'status', kind: 'timeout' }] },
	downloading: { phase: 'download', faults: [{ phase: 'download', kind: 'stall' }] },
	uploading: {
		phase: 'upload',
		faults: [{ phase: 'upload', kind: 'timeout' }],
		parameters: { operation: 'imageToVideo', imageSource: 'binary' },
	},
};

export const stopInEachPhase: Moment = {
	name: 'stop-in-each-phase',
	title: 'Stop ends the execution in under 2 s in every phase, also with Retry On Fail',
	async run({ client, credential, sandbox }) {
		const figures: string[] = [];
		for (const [name, one] of Object.entries(PHASES)) {
			const { phase, isAnswered, faults, jobMs = 300, parameters = FAST_POLLS } = one;
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
			const executionId = await client.startWorkflow(id, START);
			await waitForRequest(
				sandbox,
				(record) => record.phase === phase && (!isAnswered || record.endedAt !== null),
			);

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
