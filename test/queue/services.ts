import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { runCommand } from '../host/command';
import { findFreePort } from '../host/ports';
import { startProcess } from './process';

const DATABASE_USER = 'n8n';

/** Whom a program runs as; nothing where that is whoever runs this. */
interface Identity {
	uid?: number;
	gid?: number;
}

/** @param folder an empty one, for its log */
export async function startRedis(folder: string) {
	const port = await findFreePort();
	const service = await startProcess({
		title: 'Redis',
		command: 'redis-server',
		args: ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
			.concat(['--save', ''])
			.concat(['--appendonly', 'no']),
		logFile: path.join(folder, 'redis.log'),
		ready: /Ready to accept connections/,
	});
	return { ...service, port };
}

/** PostgreSQL refuses to run as root; Debian's package has a user for it. */
function postgresIdentity(): Identity {
	if (process.getuid?.() !== 0) return {};
	const idOf = (flag: string) =>
		Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	return { uid: idOf('-u'), gid: idOf('-g') };
}

/**
 * @param folder an empty one, for data, socket and log
 * @param postgresFolder where its programs are
 */
export async function startPostgres(
	folder: string,
	postgresFolder: string,
	log: (line: string) => void,
) {
	const identity = postgresIdentity();
	const dataFolder = path.join(folder, 'data');
	const logFile = path.join(folder, 'postgres.log');
	fs.writeFileSync(logFile, '');
	const { uid, gid } = identity;
	if (uid !== undefined && gid !== undefined) fs.chownSync(folder, uid, gid);
	const initialise = ['-D', dataFolder, '-U', DATABASE_USER, '--auth=trust', '--no-sync'].concat([
		'--encoding=UTF8',
		'--locale=C',
	]);
	await runCommand('setpriv', dropTo(identity, path.join(postgresFolder, 'initdb'), initialise), {
		title: 'Preparing PostgreSQL',
		cwd: folder,
		log,
	});
	const port = await findFreePort();
	const service = await startProcess({
		title: 'PostgreSQL',
		command: path.join(postgresFolder, 'postgres'),
		args: ['-D', dataFolder, '-p', String(port), '-k', folder, '-F'].concat([
			'-c',
			'listen_addresses=127.0.0.1',
		]),
		spawn: { ...identity, cwd: folder },
		logFile,
		ready: /ready to accept connections/,
		// A fast shutdown: open connections do not hold it up.
		stopSignal: 'SIGINT',
	});
	return { ...service, port, user: DATABASE_USER, database: 'postgres' };
}

/** Arguments of setpriv (util-linux) that run a program as somebody else. */
function dropTo({ uid, gid }: Identity, program: string, args: string[]): string[] {
	if (uid === undefined || gid === undefined) return [program, ...args];
	return [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', program, ...args];
}
