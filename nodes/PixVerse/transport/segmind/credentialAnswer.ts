import type { INodeCredentialTestResult } from 'n8n-workflow';

import type { CredentialAnswer } from '../http/credentialRequest';
import { apiText, parseBody, redactKey } from '../http/json';
import { classifyNetworkError } from '../http/networkError';
import { readCredits } from './readAccount';

function bad(message: string): INodeCredentialTestResult {
	return { status: 'Error', message };
}

function good(message: string): INodeCredentialTestResult {
	return { status: 'OK', message };
}

/** Each cause has its own words: the person at the dialog can fix most of them at once. */
function judgeSilence(error: unknown): INodeCredentialTestResult {
	const { kind, reason } = classifyNetworkError(error);
	if (/SSRF/.test(reason)) {
		return bad(
			"n8n's SSRF protection blocks the API Base URL. An administrator can allow its host (N8N_SSRF_ALLOWED_HOSTNAMES)",
		);
	}
	if (/ENOTFOUND|EAI_AGAIN/.test(reason)) {
		return bad(
			"The API Base URL's host was not found. Check its spelling and whether n8n has a network",
		);
	}
	if (/CERT|SELF_SIGNED|UNABLE_TO|EPROTO|ERR_SSL/.test(reason)) {
		return bad(
			'The API Base URL has no valid TLS certificate. Check the address, and http or https in front of it',
		);
	}
	if (kind === 'notSent') {
		return bad('Nothing answers at the API Base URL. Check its host and port, and the network');
	}
	return bad(
		'The connection to Segmind broke before an answer came. Check the network and try again',
	);
}

/** Why a status is no good key's; undefined where it is a wrong address that has answered. */
function refusedWith(status: number, isPage: boolean): string | undefined {
	if (status === 401 && !isPage) {
		return 'Segmind does not accept this key. Copy it again from platform.segmind.com/api-keys; a key from platform.pixverse.ai does not work here';
	}
	if (status === 403 && !isPage) {
		return 'The API Base URL does not lead to Segmind (it answered with status 403), or the account may not use it. Set it to https://api.segmind.com';
	}
	if (status === 429) {
		return 'Segmind allows no more requests at the moment, or the API Base URL does not lead to Segmind. Try again in a minute';
	}
	if (status >= 500) {
		return `Segmind has a problem (status ${status}), or the API Base URL does not lead to Segmind. Try again in a few minutes`;
	}
	return undefined;
}

/**
 * Says whether a key is good, from status and body together: Segmind's two 404s ("no balance" and
 * "no such page") differ in the body only, and a proxy's page of HTML comes with 200.
 */
export function judgeCredentialAnswer(
	answer: CredentialAnswer,
	apiKey: string,
): INodeCredentialTestResult {
	if (answer.kind === 'noAnswer') return judgeSilence(answer.error);
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
	const isPage = parsed.kind === 'other' && String(answer.body).trim() !== '';
	const refused = refusedWith(status, isPage);
	if (refused) return bad(refused);
	const what = parsed.kind === 'other' ? 'a web page or other text' : 'something else than credits';
	return bad(
		`The API Base URL does not lead to Segmind (it answered with status ${status} and ${what}). Set it to https://api.segmind.com`,
	);
}
