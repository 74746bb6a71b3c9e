// Stop in every phase: over within two seconds, with no request after it, and never thrown.
import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import type { Phase } from '../../sandbox';
import { until } from '../../support/assertions';
import { FROM_PICTURE, numberedItems, pictureItems, RETRY, video } from '../../support/inputs';
import { summarise } from '../../support/runNode';
import { useNode } from '../../support/useNode';
import type { ItemSource } from '../../support/workflow';

const { logged, prepare, sandbox, sent } = useNode({ jobDurationMs: 30 });

interface Moment {
	/** The phase in which the Stop comes. */
	phase: Phase;
	arrange: () => void;
	parameters?: INodeParameters;
	items?: ItemSource;
}

const MOMENTS: Array<[name: string, moment: Moment]> = [
	['waiting', { phase: 'status', arrange: () => sandbox.configure({ jobDurationMs: 60_000 }) }],
	[
		'paced',
		{
			phase: 'submit',
			arrange: () => sandbox.addFault({ phase: 'submit', kind: 'rateLimit', resetMs: 60_000 }),
		},
	],
	[
		'polling',
		{
			phase: 'status',
			arrange: () => sandbox.addFault({ phase: 'status', kind: 'timeout' }),
		},
	],
	[
		'downloading',
		{
			phase: 'download',
			arrange: () => sandbox.addFault({ phase: 'download', kind: 'stall' }),
		},
	],
	[
		'uploading',
		{
			phase: 'upload',
			arrange: () => sandbox.addFault({ phase: 'upload', kind: 'timeout' }),
			parameters: video({}, FROM_PICTURE),
			items: pictureItems(1, 2, 3),
		},
	],
	[
		'submitting',
		{
			phase: 'submit',
			arrange: () => sandbox.addFault({ phase: 'submit', kind: 'latency', ms: 600 }),
		},
	],
	[
		'waiting for a synchronous answer',
		{
			phase: 'sync',
			arrange: () => sandbox.configure({ jobDurationMs: 60_000 }),
			parameters: video({ requestMode: 'sync' }),
		},
	],
];

describe.each([
	['', {}],
	[', with Retry On Fail', RETRY],
])('Stop%s', (_, settings) => {
	test.each(MOMENTS)('while %s', async (__, { phase, arrange, ...given }) => {
		arrange();
		const { items = numberedItems(3), parameters = video() } = given;
		const run = prepare(parameters, { items, settings }).start();
		await until(() => sent(phase).length > 0);
		await new Promise((resolve) => setTimeout(resolve, 60));
		const stoppedAt = Date.now();
		run.cancel();
		const end = summarise(await run.promise);
		expect(Date.now() - stoppedAt).toBeLessThan(2_000);
		expect(end.status).toBe('canceled');
		expect(end.items).toEqual([]);
		await new Promise((resolve) => setTimeout(resolve, phase === 'submit' ? 900 : 300));
		expect(sandbox.requests.filter((record) => record.at > stoppedAt + 100)).toEqual([]);
		// Whatever was accepted stands in the log, also when its answer came after the Stop.
		if (phase !== 'sync') {
			const ids = sandbox.jobs.map(({ requestId }) => requestId);
			const accepted = logged.filter(({ event }) => event === 'accepted');
			expect(accepted.map(({ requestId }) => requestId).sort()).toEqual(ids.sort());
		}
	});
});
