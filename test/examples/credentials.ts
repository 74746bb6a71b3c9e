import fs from 'node:fs/promises';
import path from 'node:path';

import { runCommand } from '../host/command';
import { n8nEnvironment } from '../host/environment';
import type { SavedCredential } from '../host/n8nJson';
import { n8nScript, nodeBinary } from '../host/paths';
import { findFreePort } from '../host/ports';
import { SANDBOX_KEY } from '../sandbox';

const OAUTH = {
	clientId: 'client',
	clientSecret: 'secret',
	oauthTokenData: {
		access_token: 'stand-in',
		refresh_token: 'stand-in',
		token_type: 'Bearer',
		expires_in: 3600,
	},
};

interface Addresses {
	sandboxUrl: string;
	standInUrl: string;
}

/** The credentials that the examples ask for, by type, pointing at the sandbox and the stand-ins. */
function credentialData({ sandboxUrl, standInUrl }: Addresses) {
	return {
		segmindApi: { apiKey: SANDBOX_KEY, baseUrl: sandboxUrl },
		googleSheetsOAuth2Api: OAUTH,
		googleDriveOAuth2Api: OAUTH,
		youTubeOAuth2Api: OAUTH,
		facebookGraphApi: { accessToken: 'stand-in' },
		telegramApi: { accessToken: 'stand-in', baseUrl: standInUrl },
		s3: {
			endpoint: standInUrl,
			region: 'us-east-1',
			accessKeyId: 'stand-in',
			secretAccessKey: 'stand-in',
			forcePathStyle: true,
			ignoreSSLIssues: false,
		},
		httpBasicAuth: { user: 'maker', password: 'stand-in' },
		openAiApi: { apiKey: 'stand-in', url: `${standInUrl}/v1` },
	};
}

/**
 * Puts credentials into an n8n that is not running. The command line takes an OAuth token, which
 * the REST API does not.
 *
 * @returns by type
 */
export async function importCredentials({
	userFolder,
	...addresses
}: Addresses & { userFolder: string }): Promise<Record<string, SavedCredential>> {
	const all = Object.entries(credentialData(addresses));
	const entries = all.map(([type, data]) => ({ id: `example-${type}`, name: type, type, data }));
	const file = path.join(userFolder, 'credentials.json');
	await fs.writeFile(file, JSON.stringify(entries));
	const port = await findFreePort();
	await runCommand(nodeBinary, [n8nScript, 'import:credentials', `--input=${file}`], {
		title: 'Importing credentials',
		cwd: userFolder,
		env: n8nEnvironment({ userFolder, port, brokerPort: await findFreePort(0, [port]) }),
		log: () => undefined,
		timeoutMs: 180_000,
	});
	return Object.fromEntries(entries.map(({ id, name, type }) => [type, { id, name }]));
}
