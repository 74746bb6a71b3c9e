// What was thrown while an item was worked on: n8n's own words, or how to report a mistake.
import { expect, test } from '@jest/globals';
import { NodeOperationError, UserError } from 'n8n-workflow';

import { problemOfError } from '../../../../nodes/PixVerse/actions/output/unexpectedError';
import { node } from '../../../support/parameters';

test.each([
	[
		new NodeOperationError(node, 'No binary field', { description: 'Name another' }),
		'Name another',
	],
	[new UserError('No binary field'), 'Check the expressions'],
])('%s is told as it is', (error, description) => {
	const problem = problemOfError(error);
	expect(problem).toMatchObject({ code: 'parameter-unreadable', message: 'No binary field' });
	expect(problem.description).toContain(description);
});

test.each([
	[new TypeError('x is\nundefined'), '"TypeError: x is undefined"'],
	[undefined, '"Error: "'],
	['thrown as a text', '"Error: "'],
	[new RangeError('x'.repeat(1_000)), `"RangeError: ${'x'.repeat(200)}"`],
])('%p is a mistake of the node, to be reported', (thrown, seen) => {
	const problem = problemOfError(thrown);
	expect(problem.code).toBe('internal-error');
	expect(problem.description).toContain(`this text: ${seen}.`);
	expect(problem.description).toMatch(/whether a video was ordered/);
});
