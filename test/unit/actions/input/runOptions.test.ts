// What counts for the whole run: read from expressions, and a guard that is empty is never off.
import { describe, expect, test } from '@jest/globals';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readRunOptions } from '../../../../nodes/PixVerse/actions/input/runOptions';
import { contextOf } from '../../../support/parameters';

const read = (options: IDataObject) =>
	readRunOptions(
		contextOf(
			{ options },
			{
				getInputData: () => [{ json: {} }],
				// An execution that began in the editor.
				getContext: () => ({ beganInEditor: true }),
			},
		),
	);

test('nothing set means the defaults, and no limit', () => {
	expect(read({})).toEqual({
		ok: true,
		value: { timeoutMs: 900_000, maxConcurrentJobs: 5, dryRun: false, requestMode: 'async' },
	});
});

test('a text that an expression gave is read as the number that it holds', () => {
	const options = { timeout: '2', pollInterval: '0.5', maxVideos: ' 3 ', maxCost: '0' };
	expect(read(options)).toMatchObject({
		ok: true,
		value: { timeoutMs: 120_000, pollIntervalMs: 500, maxVideos: 3, maxCost: 0 },
	});
});

test.each([
	'dryRun',
	'maxVideos',
	'maxCost',
	'maxCostPerDay',
	'minimumCredits',
	'reuseHours',
	'timeout',
	'pollInterval',
	'maxConcurrentJobs',
	'requestMode',
])('%s set to nothing is refused: it must not be off', (name) => {
	for (const value of ['', ' ', null]) {
		expect(read({ [name]: value })).toMatchObject({
			ok: false,
			problem: { description: expect.stringMatching(/empty now.* Nothing was sent\.$/) },
		});
	}
});

test.each([
	['timeout', 0],
	['timeout', 'soon'],
	['pollInterval', -1],
	['maxConcurrentJobs', 1.5],
	['maxVideos', 0],
	['maxCost', -0.01],
	['minimumCredits', Number.POSITIVE_INFINITY],
	['reuseHours', 169],
	['dryRun', 'sometimes'],
	['requestMode', 'later'],
])('%s of %p is refused by its label', (name, value) => {
	const label = name.replace(/[A-Z]/g, (letter) => ` ${letter}`).split(' ')[0];
	const result = read({ [name]: value });
	expect(result).toMatchObject({ ok: false, problem: { code: 'invalid-input' } });
	if (!result.ok && name !== 'minimumCredits')
		expect(result.problem.message.toLowerCase()).toContain(label);
});

test.each([
	[true, true],
	['always', true],
	['whileTesting', true],
	['false', false],
	['OFF', false],
])('Dry Run %p means %p', (dryRun, isDry) =>
	expect(read({ dryRun })).toMatchObject({ ok: true, value: { dryRun: isDry } }),
);

describe('over several items', () => {
	/** @param dryRuns each item's own; absent where the option is not added */
	const readItems = (...dryRuns: Array<unknown>) => {
		const options = dryRuns.map((dryRun) => (dryRun === undefined ? {} : { dryRun }));
		const n8n = {
			getInputData: () => dryRuns.map(() => ({ json: {} })),
			getContext: () => ({ beganInEditor: true }),
			getNodeParameter: (_: string, itemIndex: number) => options[itemIndex],
		};
		return readRunOptions(n8n as unknown as IExecuteFunctions);
	};

	test.each([
		[['always', 'always', 'ALWAYS', true]],
		[['off', false]],
		[[undefined, undefined]],
		[['whileTesting', 'whileTesting']],
	])('Dry Run of %j is one', (dryRuns) => expect(readItems(...dryRuns).ok).toBe(true));

	test.each([
		[['always', 'always', 'off']],
		[['off', 'always']],
		[[undefined, 'always']],
		[['always', 'whileTesting']],
		[['always', null]],
		[['always', '']],
	])(
		'Dry Run of %j is refused, since an item must be neither paid nor free by mistake',
		(dryRuns) => {
			const read = readItems(...dryRuns);
			expect(read.ok ? '' : read.problem.message).toMatch(/^Dry Run must be the same/);
		},
	);
});

test('that it began in the editor is noted even where nothing asks for it now', () => {
	const remembered = {};
	const n8n = contextOf(
		{ options: {} },
		{
			getInputData: () => [{ json: {} }],
			getContext: () => remembered,
			getMode: () => 'manual' as const,
		},
	);
	expect(readRunOptions(n8n).ok).toBe(true);
	expect(remembered).toEqual({ beganInEditor: true });
});
