const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const { runCommand } = require('../host/command');
const { findFreePort } = require('../host/ports');
const { startProcess } = require('./process');

const DATABASE_USER = 'n8n';

/** @param {string} folder an empty one, for its log */
async function startRedis(folder) {
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
function postgresIdentity() {
	if (process.getuid?.() !== 0) return {};
	const idOf = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	return { uid: idOf('-u'), gid: idOf('-g') };
}

/**
 * @param {string} folder an empty one, for data, socket and log
 * @param {string} postgresFolder where its programs are
 * @param {(line: string) => void} log
 */
async function startPostgres(folder, postgresFolder, log) {
	const identity = postgresIdentity();
	const dataFolder = path.join(folder, 'data');
	const logFile = path.join(folder, 'postgres.log');
	fs.writeFileSync(logFile, '');
	if (identity.uid !== undefined) fs.chownSync(folder, identity.uid, identity.gid);
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
function dropTo({ uid, gid }, program, args) {
	if (uid === undefined) return [program, ...args];
	return [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', program, ...args];
}

module.exports = { startPostgres, startRedis };
