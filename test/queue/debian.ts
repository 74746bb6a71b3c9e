import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { runCommand } from '../host/command';

const POSTGRES_ROOT = '/usr/lib/postgresql';

/** Debian keeps PostgreSQL's server programs out of the PATH, one folder per version. */
function findPostgresFolder() {
	const versions = fs.existsSync(POSTGRES_ROOT) ? fs.readdirSync(POSTGRES_ROOT) : [];
	const folders = versions
		.sort((one, other) => Number(other) - Number(one))
		.map((version) => path.join(POSTGRES_ROOT, version, 'bin'))
		.concat((process.env.PATH ?? '').split(path.delimiter));
	return folders.find(
		(folder) =>
			fs.existsSync(path.join(folder, 'initdb')) && fs.existsSync(path.join(folder, 'postgres')),
	);
}

function hasRedis() {
	return spawnSync('redis-server', ['--version']).status === 0;
}

/**
 * Finds Redis and PostgreSQL; installs them by apt where they are missing and this is root.
 *
 * @throws {Error} that says what to install
 */
export async function ensureServices(
	log: (line: string) => void,
): Promise<{ postgresFolder: string }> {
	const missing = () => [
		...(hasRedis() ? [] : ['redis-server']),
		...(findPostgresFolder() ? [] : ['postgresql']),
	];
	if (missing().length > 0) {
		const names = missing().join(' ');
		if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) {
			throw new Error(`Install these first: ${names} (Debian, Ubuntu: apt-get install ${names})`);
		}
		// A run level of 1 keeps Debian from starting what it installs.
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
		const options = { title: `Installing ${names}`, env, log };
		await runCommand('apt-get', ['update', '-qq'], options);
		const install = ['install', '-y', '-qq', '--no-install-recommends', ...missing()];
		await runCommand('apt-get', install, options);
	}
	const postgresFolder = findPostgresFolder();
	if (!postgresFolder || !hasRedis()) throw new Error('Redis or PostgreSQL is still not there');
	return { postgresFolder };
}
