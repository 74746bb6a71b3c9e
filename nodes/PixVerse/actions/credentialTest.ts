import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { askWithKey } from '../transport/http/credentialRequest';
import { readCredential } from './input/credential';

/** The credential's Test button: asks for the credits, which costs nothing. */
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
	const answer = await askWithKey(this, `${hosts.api}/v1/get-user-credits`, apiKey);
	const { judgeCredentialAnswer } = await import('../transport/segmind/credentialAnswer');
	return judgeCredentialAnswer(answer, apiKey);
}
