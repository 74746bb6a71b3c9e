import path from 'node:path';

// What the caller's shell, npm or Jest set would make this n8n another one than a user's.
const FOREIGN = /^(N8N_|npm_|DB_|QUEUE_|EXECUTIONS_|JEST_|NODE_(ENV|OPTIONS|PATH)$|WEBHOOK_URL$)/i;

/**
 * The environment of an n8n that keeps to itself: its own home, no telemetry, only this machine
 * can reach it. All else stays as n8n has it by default.
 *
 * Its home folder is the user folder, since n8n 2 lets "Read/Write Files from Disk" reach
 * `~/.n8n-files` only, and takes `~` from the system (n8n-core,
 * file-system-helper-functions.js): so the default limit holds, inside of this folder.
 */
export function n8nEnvironment(
	{ userFolder, port, brokerPort }: { userFolder: string; port: number; brokerPort: number },
	overrides: Record<string, string> = {},
): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
	return {
		...Object.fromEntries(inherited),
		HOME: userFolder,
		USERPROFILE: userFolder,
		XDG_CACHE_HOME: path.join(userFolder, '.cache'),
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}`,
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_REINSTALL_MISSING_PACKAGES: 'false',
		...overrides,
	};
}
