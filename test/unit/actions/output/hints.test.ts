// The line below a run: what was made, what it cost, and what executing it again would do.
import { describe, expect, test } from '@jest/globals';
import type { IDataObject, WorkflowExecuteMode } from 'n8n-workflow';

import { addDryRunHint, addSummaryHint } from '../../../../nodes/PixVerse/actions/output/hints';
import { itemOf, problemItem } from '../../../../nodes/PixVerse/actions/output/outputItems';
import { contextOf } from '../../../support/parameters';

/** The hints that `add` gives. */
function hintsOf(
	add: typeof addSummaryHint,
	json: readonly IDataObject[],
	mode: WorkflowExecuteMode = 'trigger',
): string[] {
	const hints: string[] = [];
	const context = contextOf(
		{},
		{
			getMode: () => mode,
			addExecutionHints: (...given) => hints.push(...given.map(({ message }) => message)),
		},
	);
	const failed = problemItem({ code: 'job-failed', message: 'No', description: 'Why' }, 9);
	add(
		context,
		json.map((one, index) => (one.isFailed ? failed : itemOf(one, index))),
	);
	return hints;
}

const made = { finished: true, status: 'COMPLETED' };
const submitted = { finished: false, status: 'QUEUED' };

describe('the summary', () => {
	test.each<[IDataObject[], string[]]>([
		[[], []],
		[[{ id: 1 }], []],
		[[made], ['1 video made.']],
		[
			[
				{ ...made, cost: 0.1 },
				{ ...made, cost: 0.2 },
			],
			['2 videos made. Cost: 0.3 USD.'],
		],
		[
			[{ ...made, cost: 0.1, resumed: true }],
			['1 video made. 1 of them picked up from an earlier try, not paid again.'],
		],
		[
			[
				{ ...made, remainingCredits: 5 },
				{ ...made, remainingCredits: 4.5 },
			],
			['2 videos made. Credits left: 4.5.'],
		],
		[
			[made, submitted, submitted, { isFailed: true }],
			['1 video made, 2 jobs submitted, 1 failed.'],
		],
	])('of %j is %j', (json, expected) => expect(hintsOf(addSummaryHint, json)).toEqual(expected));

	test('in the editor it says what executing again costs, where something was ordered', () => {
		expect(hintsOf(addSummaryHint, [submitted], 'manual')).toEqual([
			expect.stringMatching(/^1 job submitted\. .* orders new videos/),
		]);
		expect(hintsOf(addSummaryHint, [{ isFailed: true }], 'manual')).toEqual(['1 failed.']);
	});

	test('an n8n without hints goes without', () => {
		const context = contextOf({}, { getMode: () => 'trigger' });
		expect(() => addSummaryHint(context, [itemOf(made, 0)])).not.toThrow();
	});
});

test('a dry run tells what the videos would cost, as far as it is known', () => {
	expect(hintsOf(addDryRunHint, [{ cost: 0.28 }, { cost: 0.56 }, {}])).toEqual([
		expect.stringContaining('For real, 2 videos would cost about 0.84 USD (an estimate).'),
	]);
	expect(hintsOf(addDryRunHint, [{}])).toEqual([expect.not.stringContaining('USD')]);
});
