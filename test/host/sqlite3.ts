import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';

import { CommandError, runCommand } from './command';
import { npmEnvironment } from './npm';
import { hostModules, nodeBinary, nodePackage } from './paths';

const sqliteFolder = path.join(hostModules, 'sqlite3');
const DOWNLOAD_TIMEOUT_MS = 30_000;

// A query proves more than a load: a binary for another C library can load and then fail.
const PROBE = `
	const { Database } = require('sqlite3');
	const database = new Database(':memory:', (error) => {
		if (error) throw error;
		database.get('select 1', (failure) => { if (failure) throw failure; });
	});
`;

async function worksWithHostNode(log: (line: string) => void) {
	try {
		await runCommand(nodeBinary, ['-e', PROBE], {
			title: 'Trying sqlite3',
			cwd: hostModules,
			env: npmEnvironment(),
			log,
		});
		return true;
	} catch (error) {
		if (error instanceof CommandError) return false;
		throw error;
	}
}

/** sqlite3's authors publish binaries on GitHub, which not every machine can reach. */
async function downloadBinary(log: (line: string) => void) {
	const downloader = path.join(hostModules, 'prebuild-install', 'bin.js');
	try {
		await runCommand(nodeBinary, [downloader, '-r', 'napi'], {
			title: 'Downloading the sqlite3 driver',
			cwd: sqliteFolder,
			env: npmEnvironment(),
			timeoutMs: DOWNLOAD_TIMEOUT_MS,
			log,
		});
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		return false;
	}
	return await worksWithHostNode(log);
}

/**
 * The headers of the host's own Node, which its platform package contains (Windows' does not;
 * node-gyp downloads them there).
 */
async function findHeaders() {
	const packages = path.join(nodePackage, 'node_modules');
	for (const name of await fs.readdir(packages)) {
		const folder = path.join(packages, name);
		const header = path.join(folder, 'include', 'node', 'node.h');
		if (await fs.stat(header).catch(() => undefined)) return folder;
	}
	return undefined;
}

function isAnyInstalled(candidates: string[]) {
	return candidates.some(
		(command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0,
	);
}

function assertBuildTools() {
	if (process.platform === 'win32') return;
	const tools = {
		python3: [process.env.PYTHON ?? 'python3'],
		make: [process.env.MAKE ?? 'make', 'gmake'],
		'a C++ compiler': process.env.CXX
			? [process.env.CXX.replace(/ .*/, '')]
			: ['g++', 'c++', 'clang++'],
	};
	const missing = Object.entries(tools).filter(([, candidates]) => !isAnyInstalled(candidates));
	if (missing.length === 0) return;
	const names = missing.map(([name]) => name).join(' and ');
	throw new Error(
		`n8n's database driver, sqlite3, could not be downloaded ready-made, and building it needs ${names}. ` +
			'Install what is missing and run this again (Debian, Ubuntu: apt-get install python3 make g++; macOS: xcode-select --install).',
	);
}

async function buildBinary(log: (line: string) => void) {
	assertBuildTools();
	const headers = await findHeaders();
	const builder = path.join(hostModules, 'node-gyp', 'bin', 'node-gyp.js');
	await runCommand(nodeBinary, [builder, 'rebuild', ...(headers ? [`--nodedir=${headers}`] : [])], {
		title: 'Building the sqlite3 driver (about a minute)',
		cwd: sqliteFolder,
		env: npmEnvironment(),
		log,
	});
	if (!(await worksWithHostNode(log))) {
		throw new Error('sqlite3 was built, but does not work with the Node of the host n8n');
	}
}

/**
 * Gives n8n the one native module that it cannot do without.
 *
 * @throws Error where it can neither be downloaded nor built, saying what to install
 */
export async function installSqlite3({ log }: { log: (line: string) => void }) {
	if (await downloadBinary(log)) return;
	log('  The ready-made sqlite3 driver cannot be downloaded from here; building it.');
	await buildBinary(log);
}
