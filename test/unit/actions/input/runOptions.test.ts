// What counts for the whole run: read from expressions, and a guard that is empty is never off.
import { expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

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

test.each(['dryRun', 'maxVideos', 'maxCost', 'maxCostPerDay', 'minimumCredits', 'reuseHours'])(
	'%s set to nothing is refused: it must not be off',
	(name) => {
		for (const value of ['', ' ', null]) {
			expect(read({ [name]: value })).toMatchObject({
				ok: false,
				problem: { description: expect.stringMatching(/empty now.* Nothing was sent\.$/) },
			});
		}
	},
);

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
