import type { INodeCredentialTestResult } from 'n8n-workflow';

import { readCredits } from './answers';
import { apiText, parseBody, redactKey } from './body';
import { judgeNetworkError } from './http';

/** What came of asking for the credits. */
export type CredentialAnswer =
	{ kind: 'answer'; status: number; body: unknown } | { kind: 'noAnswer'; error: unknown };

function bad(message: string): INodeCredentialTestResult {
	return { status: 'Error', message };
}

function good(message: string): INodeCredentialTestResult {
	return { status: 'OK', message };
}

/**
 * Says whether a key is good, from status and body together: Segmind's two 404s ("no balance" and
 * "no such page") differ in the body only, and a proxy's page of HTML comes with 200.
 */
export function judgeCredentialAnswer(
	answer: CredentialAnswer,
	apiKey: string,
): INodeCredentialTestResult {
	if (answer.kind === 'noAnswer') {
		const { kind } = judgeNetworkError(answer.error);
		return bad(
			kind === 'notSent'
				? 'Segmind could not be reached. Check the network and the API Base URL'
				: 'The connection to Segmind broke before an answer came. Check the network and try again',
		);
	}
	const { status } = answer;
	const parsed =
		typeof answer.body === 'string'
			? parseBody(answer.body)
			: { kind: 'json' as const, value: answer.body };
	const body = parsed.kind === 'json' ? parsed.value : undefined;
	const said = redactKey(apiText(body) ?? '', apiKey);
	const credits = status === 200 ? readCredits(body) : undefined;
	if (credits) {
		const total = Number((credits.credits + credits.freeCredits).toFixed(4));
		return good(`The key works. Credits left: ${total}`);
	}
	if (status === 404 && /no credits found/i.test(said)) {
		return good(
			'The key works, but the account has no credits yet. Add some at platform.segmind.com',
		);
	}
	if (status === 401 || status === 403) {
		return bad(
			'Segmind does not accept this key. Copy it again from platform.segmind.com/api-keys; a key from platform.pixverse.ai does not work here',
		);
	}
	if (status === 429)
		return bad('Segmind allows no more requests at the moment. Try again in a minute');
	if (status >= 500)
		return bad(`Segmind has a problem (status ${status}). Try again in a few minutes`);
	return bad(
		`The API Base URL does not lead to Segmind (it answered with status ${status}). Set it to https://api.segmind.com`,
	);
}
