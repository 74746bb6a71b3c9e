// A problem as n8n shows errors: message on top, what to do below, every ID in its context.
import { expect, test } from '@jest/globals';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { nodeErrorOf } from '../../../../nodes/PixVerse/actions/output/nodeError';
import { node } from '../../../support/parameters';

const problem = { code: 'job-failed', message: 'The job failed', description: 'Do this' } as const;

test('a problem of an item is an operation’s, one with a status of the API is the API’s', () => {
	expect(nodeErrorOf(node, problem, 2)).toBeInstanceOf(NodeOperationError);
	const ofApi = nodeErrorOf(node, { ...problem, httpCode: 500 }, 2);
	expect(ofApi).toBeInstanceOf(NodeApiError);
	expect(ofApi).toMatchObject({
		httpCode: '500',
		description: 'Do this',
		message: problem.message,
	});
	expect(ofApi.context.itemIndex).toBe(2);
});

test('n8n does not rewrite a message that holds a word of its own', () => {
	const message = 'The file EPERM.mp4 of model ECONNREFUSED is empty';
	for (const httpCode of [undefined, 403]) {
		const error = nodeErrorOf(node, { ...problem, message, ...(httpCode && { httpCode }) }, 0);
		expect(error.message).toBe(message);
		expect(error.messages).toEqual([]);
	}
});

test('the context holds what is known, and nothing else', () => {
	const { context } = nodeErrorOf(node, { ...problem, requestId: 'r1', model: 'm' }, undefined);
	expect(context).toMatchObject({ requestId: 'r1', model: 'm', code: 'job-failed' });
	expect(context).not.toHaveProperty('videoUrl');
});
