import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { askWithKey } from '../transport/http/credentialRequest';
import { judgeCredentialAnswer } from '../transport/segmind/credentialAnswer';
import { readCredential } from './input/credential';

/** Tries a credential: asks for the credits, which costs nothing. */
export async function tryCredential(
	n8n: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const read = readCredential(credential.data ?? {});
	if (!read.ok) {
		const { message, description } = read.problem;
		return { status: 'Error', message: `${message}. ${description}` };
	}
	const { apiKey, hosts } = read.value;
	const answer = await askWithKey(n8n, `${hosts.api}/v1/get-user-credits`, apiKey);
	return judgeCredentialAnswer(answer, apiKey);
}
