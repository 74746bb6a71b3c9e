// How far back equal jobs are looked for: as the user says, and by itself only after a crash.
import { expect, test } from '@jest/globals';

import { reuseWindow, type ExecutionFacts } from '../../../../nodes/PixVerse/jobs/reuse/window';

const HOUR_MS = 3_600_000;
const nowMs = Date.UTC(2026, 10, 20, 12);
const crashed: ExecutionFacts = { mode: 'retry', isMemoryEmpty: true, nowMs };
const began = (hoursAgo: number, source = 'webhook') => ({
	establishedAt: nowMs - hoursAgo * HOUR_MS,
	source,
});

test.each<[string, number | undefined, ExecutionFacts, number | 'off']>([
	['24 hours', 24, { ...crashed, mode: 'manual' }, 24],
	['half an hour', 0.5, { ...crashed, mode: 'trigger', isMemoryEmpty: false }, 0.5],
	['0 never looks, not after a crash either', 0, crashed, 'off'],
	['unset, in a run that is no retry', undefined, { ...crashed, mode: 'webhook' }, 'off'],
	['unset, in a retry that remembers', undefined, { ...crashed, isMemoryEmpty: false }, 'off'],
	[
		'unset, after a crash, n8n tells when it began',
		undefined,
		{ ...crashed, context: began(3) },
		3,
	],
	['never further than files are kept', undefined, { ...crashed, context: began(500) }, 168],
	['unset, after a crash, n8n does not tell', undefined, crashed, 24],
	['where n8n saved no context', undefined, { ...crashed, context: began(0, 'retry') }, 24],
	['a context of the future', undefined, { ...crashed, context: began(-1) }, 24],
	['an odd context', undefined, { ...crashed, context: { establishedAt: 'x' } }, 24],
])('%s', (_, reuseHours, facts, expected) => {
	const window = reuseWindow(reuseHours, facts);
	if (expected === 'off') expect(window).toEqual({ kind: 'off' });
	else {
		expect(window).toEqual({
			kind: 'since',
			fromMs: nowMs - expected * HOUR_MS,
			byItself: reuseHours === undefined,
		});
	}
});
