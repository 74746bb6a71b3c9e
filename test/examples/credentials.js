'use strict';

const fs = require('node:fs/promises');
const path = require('node:path');

const { runCommand } = require('../host/command');
const { n8nEnvironment } = require('../host/environment');
const { n8nScript, nodeBinary } = require('../host/paths');
const { findFreePort } = require('../host/ports');
const { SANDBOX_KEY } = require('../sandbox');

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

/** The credentials that the examples ask for, by type, pointing at the sandbox and the stand-ins. */
function credentialData({ sandboxUrl, standInUrl }) {
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
 * @returns {Promise<Record<string, { id: string, name: string }>>} by type
 */
async function importCredentials({ userFolder, sandboxUrl, standInUrl }) {
	const all = Object.entries(credentialData({ sandboxUrl, standInUrl }));
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

module.exports = { importCredentials };
