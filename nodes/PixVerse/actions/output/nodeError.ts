import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { omitUndefined } from '../../domain/omitUndefined';
import type { Problem } from '../../domain/problem';

/** A problem as n8n shows errors: message on top, what to do below, the item beside it. */
export function nodeErrorOf(
	node: INode,
	problem: Problem,
	itemIndex: number | undefined,
): NodeApiError | NodeOperationError {
	const { message, description, failure } = problem;
	const shared = { message, description, ...omitUndefined({ failure, itemIndex }) };
	const error =
		problem.httpCode === undefined
			? new NodeOperationError(node, message, shared)
			: new NodeApiError(
					node,
					{ message, httpCode: String(problem.httpCode) },
					{ ...shared, httpCode: String(problem.httpCode) },
				);
	// n8n rewrites a message that holds e.g. EPERM, be it within a model's name or a file's.
	error.message = message;
	error.messages = [];
	const { acceptedRequestIds } = problem;
	if (acceptedRequestIds) error.context.acceptedRequestIds = [...acceptedRequestIds];
	for (const name of ['requestId', 'model', 'videoUrl', 'code'] as const) {
		if (problem[name] !== undefined) error.context[name] = problem[name];
	}
	return error;
}
