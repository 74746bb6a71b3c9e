import type { ICredentialTestFunctions } from 'n8n-workflow';

/** What came of a credential test's request, before anybody judges it. */
export type CredentialAnswer =
	{ kind: 'answer'; status: number; body: unknown } | { kind: 'noAnswer'; error: unknown };

const TIME_LIMIT_MS = 15_000;

/**
 * Asks an address with a key that is only being tried. `helpers.request` is the only request that
 * n8n gives a credential test; it takes no redirect, which would hand on the key.
 */
export async function askWithKey(
	{ helpers }: ICredentialTestFunctions,
	url: string,
	apiKey: string,
): Promise<CredentialAnswer> {
	try {
		const response = (await helpers.request({
			method: 'GET',
			uri: url,
			headers: { 'x-api-key': apiKey, accept: 'application/json' },
			resolveWithFullResponse: true,
			simple: false,
			followRedirect: false,
			followAllRedirects: false,
			timeout: TIME_LIMIT_MS,
		})) as { statusCode: number; body: unknown };
		return { kind: 'answer', status: response.statusCode, body: response.body };
	} catch (error) {
		return { kind: 'noAnswer', error };
	}
}
