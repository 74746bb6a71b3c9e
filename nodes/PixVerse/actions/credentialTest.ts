import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import type { CredentialAnswer } from '../transport/segmind/credentialAnswer';
import { readCredential } from './input/credential';

/**
 * The credential's Test button. `helpers.request` is the only request that n8n gives a credential
 * test; it asks for the credits, which costs nothing.
 */
export async function segmindApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const read = readCredential(credential.data ?? {});
	if (!read.ok) {
		const { message, description } = read.problem;
		return { status: 'Error', message: `${message}. ${description}` };
	}
	const { apiKey, hosts } = read.value;
	const { helpers } = this;
	let answer: CredentialAnswer;
	try {
		const response = (await helpers.request({
			method: 'GET',
			uri: `${hosts.api}/v1/get-user-credits`,
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
