import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';

import { messageOf } from '../support/errors';
import { runCommand } from './command';
import { withLock } from './lock';
import { npmCommand, npmEnvironment } from './npm';
import { dependencies } from './package.json';
import { hostFolder, hostModules, lockFolder, n8nScript, nodeBinary } from './paths';
import { withProgress } from './progress';
import { installSqlite3 } from './sqlite3';

const stampFile = path.join(hostModules, '.host-installed');

const TOP_LEVEL_PACKAGES = 1_463;

/** Everything that an earlier install must have in common with this one to be used again. */
async function describeInstall() {
	const hash = createHash('sha256');
	for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
		hash.update(await fs.readFile(path.join(hostFolder, name)));
	}
	return JSON.stringify({
		lock: hash.digest('hex'),
		n8n: dependencies.n8n,
		node: dependencies.node,
		platform: process.platform,
		architecture: process.arch,
	});
}

async function isInstalled(description: string) {
	const stamp = await fs.readFile(stampFile, 'utf8').catch(() => undefined);
	if (stamp !== description) return false;
	const present = await Promise.all(
		[nodeBinary, n8nScript].map(async (file) => await fs.stat(file).catch(() => undefined)),
	);
	return present.every(Boolean);
}

/** npm makes all folders first, and puts each package into its own as it arrives. */
function countUnpackedPackages() {
	const isUnpacked = (name: string) => existsSync(path.join(hostModules, name, 'package.json'));
	const names = existsSync(hostModules) ? readdirSync(hostModules) : [];
	const packages = names.flatMap((name) =>
		name.startsWith('@')
			? readdirSync(path.join(hostModules, name)).map((scoped) => `${name}/${scoped}`)
			: [name],
	);
	return packages.filter(isUnpacked).length;
}

async function installPackages(log: (line: string) => void) {
	let answers = 0;
	// At this log level npm prints a line for each answer of the registry.
	const [command, args] = npmCommand(['ci', '--no-audit', '--no-fund', '--loglevel=http']);
	await runCommand(command, args, {
		title: 'Installing n8n',
		cwd: hostFolder,
		env: npmEnvironment(),
		log,
		onOutput: (text) => (answers += text.split('npm http fetch ').length - 1),
		measure: () =>
			`${answers} answers from the registry, ` +
			`${countUnpackedPackages()} of about ${TOP_LEVEL_PACKAGES} packages unpacked`,
	});
}

async function install(log: (line: string) => void) {
	await fs.rm(stampFile, { force: true });
	const inHostFolder = { cwd: hostFolder, env: npmEnvironment(), log };

	await withProgress('Step 1 of 3: n8n itself (2.2 GB, one to three minutes)', log, async () => {
		await installPackages(log);
	});
	await withProgress('Step 2 of 3: the Node that this n8n needs', log, async () => {
		const [command, args] = npmCommand(['rebuild', 'node', '--ignore-scripts=false']);
		await runCommand(command, args, { ...inHostFolder, title: 'Fetching Node' });
	});
	await withProgress('Step 3 of 3: the sqlite3 driver', log, async () => {
		await installSqlite3({ log });
	});
}

/**
 * Installs n8n with the Node that it needs into this folder's node_modules, unless an earlier
 * call did. Two processes that call this at once install once.
 *
 * @param options `log` gets the progress, line by line
 * @throws Error that says which step did not work, and what to install or do
 */
export async function ensureHost({
	log = console.log,
}: { log?: (line: string) => void } = {}): Promise<{
	nodeBinary: string;
	n8nScript: string;
	reused: boolean;
}> {
	const description = await describeInstall();
	const host = { nodeBinary, n8nScript };
	if (await isInstalled(description)) return { ...host, reused: true };

	const lockFile = path.join(lockFolder, 'install.lock');
	return await withLock(lockFile, { title: 'Installing n8n', log }, async () => {
		if (await isInstalled(description)) return { ...host, reused: true };
		await withProgress(`Installing n8n ${dependencies.n8n}, which is done once`, log, async () => {
			await install(log);
		});
		await fs.writeFile(stampFile, description);
		return { ...host, reused: false };
	});
}

if (require.main === module) {
	ensureHost().then(
		({ reused }) => console.log(reused ? 'n8n is installed already.' : 'n8n is installed.'),
		(error: unknown) => {
			console.error(messageOf(error));
			process.exitCode = 1;
		},
	);
}
