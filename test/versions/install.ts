import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

import { runCommand } from '../host/command';
import { withLock } from '../host/lock';
import { npmCommand, npmEnvironment } from '../host/npm';
import { withProgress } from '../host/progress';

/** The versions that have a folder here, oldest first. */
export async function listVersions() {
	const entries = await fs.readdir(__dirname, { withFileTypes: true });
	return entries
		.filter((entry) => entry.isDirectory() && /^\d+\.\d+\.\d+$/.test(entry.name))
		.map((entry) => entry.name)
		.sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}

async function describeInstall(folder: string) {
	const hash = createHash('sha256');
	for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
		hash.update(await fs.readFile(path.join(folder, name)));
	}
	return hash.digest('hex');
}

/**
 * Installs the n8n-core of a version's lock file, unless an earlier run did.
 *
 * @returns its folder
 */
export async function installCore(version: string, log: (line: string) => void): Promise<string> {
	const folder = path.join(__dirname, version);
	const stampFile = path.join(folder, 'node_modules', '.installed');
	const title = `Installing n8n-core ${version}`;
	await withLock(path.join(folder, 'install.lock'), { title, log }, async () => {
		const description = await describeInstall(folder);
		const stamp = await fs.readFile(stampFile, 'utf8').catch(() => undefined);
		if (stamp === description) return;
		const [command, args] = npmCommand(['ci', '--no-audit', '--no-fund']);
		await withProgress(title, log, async () => {
			await runCommand(command, args, { title, cwd: folder, env: npmEnvironment(), log });
		});
		await fs.writeFile(stampFile, description);
	});
	return folder;
}

/**
 * Puts the packed node where its `require` finds this version's n8n-workflow and zod.
 *
 * @returns the node's folder
 */
export async function installNode(
	tarball: string,
	folder: string,
	log: (line: string) => void,
): Promise<string> {
	const packageDir = path.join(folder, 'node_modules', 'n8n-nodes-pixverse');
	await fs.rm(packageDir, { recursive: true, force: true });
	await fs.mkdir(packageDir, { recursive: true });
	await runCommand('tar', ['-xzf', tarball, '-C', packageDir, '--strip-components=1'], {
		title: 'Unpacking the node',
		log,
	});
	return packageDir;
}
