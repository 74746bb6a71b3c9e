import type { Problem } from '../../domain/problem';
import { redactKey } from '../../transport/http/json';

/**
 * n8n's own words for users: expressions, missing binaries, missing credentials. By name, because
 * the classes have moved between n8n's packages.
 */
const FOR_USERS =
	/^(Expression\w*Error|Node\w*Error|Workflow\w*Error|Credential\w*Error|UserError|OperationalError|ApplicationError|UnexpectedError|BinaryData\w*Error|File\w*Error|Invalid\w*Error)$/;

const ISSUES_URL = 'https://github.com/n8n-nodes-pixverse/n8n-nodes-pixverse/issues';
const MAX_TEXT = 200;

interface Thrown {
	name?: unknown;
	message?: unknown;
	description?: unknown;
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? redactKey(value, '') : '';
}

function isForUsers(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	return FOR_USERS.test(error.name) || FOR_USERS.test(error.constructor.name);
}

/**
 * What was thrown while an item was worked on: n8n's own words where it has some, e.g. for a broken
 * expression; anything else is a mistake of this node, and says how to report it.
 */
export function problemOfError(error: unknown): Problem {
	const { name, message, description } = (error ?? {}) as Thrown;
	if (isForUsers(error)) {
		return {
			code: 'parameter-unreadable',
			message: textOf(message) || 'A field of this node could not be read',
			description:
				textOf(description) ||
				'Check the expressions of this node. Nothing was sent for this item.',
		};
	}
	const seen = `${textOf(name) || 'Error'}: ${textOf(message).replace(/\s+/g, ' ').slice(0, MAX_TEXT)}`;
	return {
		code: 'internal-error',
		message: 'The PixVerse node made a mistake of its own',
		description: `Please report it at ${ISSUES_URL} with the node's version, the operation and this text: "${seen}". Look with Job > Get Many whether a video was ordered before you run the workflow anew.`,
	};
}
