import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import type { CredentialAnswer } from '../transport/segmind/credentialAnswer';
import { isSendableKey, readHosts } from '../transport/segmind/hosts';

/**
 * The credential's Test button. `helpers.request` is the only request that n8n gives a credential
 * test; it asks for the credits, which costs nothing.
 */
export async function segmindApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const data = (credential.data ?? {}) as { apiKey?: unknown; baseUrl?: unknown };
	const apiKey = String(data.apiKey ?? '').trim();
	if (!apiKey) {
		return { status: 'Error', message: 'Enter an API key from platform.segmind.com/api-keys' };
	}
	if (!isSendableKey(apiKey)) {
		return {
			status: 'Error',
			message:
				'The API key holds a blank or a character that no key has. Copy it again from platform.segmind.com/api-keys',
		};
	}
	const address = readHosts(data.baseUrl === undefined ? undefined : String(data.baseUrl));
	if (!address.ok) return { status: 'Error', message: `${address.message}. ${address.advice}` };
	const { helpers } = this;
	let answer: CredentialAnswer;
	try {
		const response = (await helpers.request({
			method: 'GET',
			uri: `${address.hosts.api}/v1/get-user-credits`,
			headers: { 'x-api-key': apiKey, accept: 'application/json' },
			resolveWithFullResponse: true,
			simple: false,
			followRedirect: false,
			followAllRedirects: false,
			timeout: 15_000,
		})) as { statusCode: number; body: unknown };
		answer = { kind: 'answer', status: response.statusCode, body: response.body };
	} catch (error) {
		answer = { kind: 'noAnswer', error };
	}
	const { judgeCredentialAnswer } = await import('../transport/segmind/credentialAnswer');
	return judgeCredentialAnswer(answer, apiKey);
}
