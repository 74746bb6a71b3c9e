// Whether an execution began in the editor: by what n8n tells, or by what the node remembers.
import { expect, test } from '@jest/globals';
import type { IExecuteFunctions } from 'n8n-workflow';

import { isTesting } from '../../../../nodes/PixVerse/actions/input/isTesting';

interface Facts {
	mode: string;
	/** Absent before n8n 1.122. */
	context?: { source?: string; triggerNode?: { type: string } };
}

const BY_HAND = 'n8n-nodes-base.manualTrigger';
const BY_TIME = 'n8n-nodes-base.scheduleTrigger';

function tested({ mode, context }: Facts, remembered: object = {}): boolean {
	const n8n = {
		getMode: () => mode,
		getContext: () => remembered,
		...(context === undefined ? {} : { getExecutionContext: () => context }),
	};
	return isTesting(n8n as unknown as IExecuteFunctions);
}

test.each<[string, Facts, boolean]>([
	['by hand', { mode: 'manual' }, true],
	['in production', { mode: 'trigger' }, false],
	['a retry, of which an older n8n tells nothing', { mode: 'retry' }, false],
	['a retry of a run by hand', { mode: 'retry', context: { source: 'manual' } }, true],
	['a retry of a production run', { mode: 'retry', context: { source: 'trigger' } }, false],
	[
		'a sub-workflow of a run by hand',
		{ mode: 'integrated', context: { source: 'trigger', triggerNode: { type: BY_HAND } } },
		true,
	],
	[
		'a sub-workflow of a schedule',
		{ mode: 'integrated', context: { triggerNode: { type: BY_TIME } } },
		false,
	],
])('%s', (_, facts, expected) => expect(tested(facts)).toBe(expected));

test('what began in the editor stays so by the node’s own memory, over every retry', () => {
	const remembered = {};
	expect(tested({ mode: 'manual' }, remembered)).toBe(true);
	const saved = JSON.parse(JSON.stringify(remembered)) as object;
	expect(tested({ mode: 'retry' }, saved)).toBe(true);
	expect(tested({ mode: 'trigger' }, {})).toBe(false);
});
