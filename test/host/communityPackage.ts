import fs from 'node:fs/promises';
import path from 'node:path';

import { hasCode } from '../support/errors';
import { readJson, z } from '../support/json';
import { runCommand } from './command';
import { withLock } from './lock';
import { npmCommand, npmEnvironment } from './npm';
import { hostModules, lockFolder, projectFolder } from './paths';

export type Log = (line: string) => void;

const NOT_FOR_RUN_TIME = ['devDependencies', 'peerDependencies', 'optionalDependencies'];

const silent = () => undefined;

const manifestSchema = z
	.object({ name: z.string(), version: z.string(), dependencies: z.record(z.string()).optional() })
	.passthrough();

const ledgerSchema = z.object({ dependencies: z.record(z.string()).optional() });

async function writeJson(file: string, content: unknown) {
	await fs.writeFile(file, JSON.stringify(content, null, 2));
}

export interface PackProjectOptions {
	/** the folder that gets the tarball */
	destination: string;
	/** false where dist/ is fresh */
	build?: boolean;
	log?: Log;
}

/**
 * Packs this project as `npm publish` would.
 *
 * @returns the tarball's path
 */
export async function packProject({
	destination,
	build = true,
	log = silent,
}: PackProjectOptions): Promise<string> {
	await fs.mkdir(destination, { recursive: true });
	const inProject = { cwd: projectFolder, env: npmEnvironment(), log };
	const lockFile = path.join(lockFolder, 'pack.lock');
	return await withLock(lockFile, { title: 'Building the node', log }, async () => {
		if (build) {
			const [command, args] = npmCommand(['run', 'build']);
			await runCommand(command, args, { ...inProject, title: 'Building the node' });
		}
		const [command, args] = npmCommand([
			'pack',
			'--json',
			'--ignore-scripts',
			'--loglevel=error',
			`--pack-destination=${destination}`,
		]);
		await runCommand(command, args, { ...inProject, title: 'Packing the node' });
		const { name, version } = await readJson(
			path.join(projectFolder, 'package.json'),
			manifestSchema,
		);
		return path.join(destination, `${name}-${version}.tgz`);
	});
}

/** Notes the package in n8n's list of what is installed. */
async function addToLedger(nodesFolder: string, name: string, version: string) {
	const file = path.join(nodesFolder, 'package.json');
	const ledger = await readJson(file, ledgerSchema).catch(() => undefined);
	await writeJson(file, {
		name: 'installed-nodes',
		private: true,
		dependencies: { ...ledger?.dependencies, [name]: version },
	});
}

/**
 * A community node finds zod and n8n-workflow in n8n's own node_modules, by way of NODE_PATH,
 * which Node reads last. In a user folder inside of this project it would find the project's
 * copies first, so n8n's are put nearer.
 */
async function hideProjectModules(userFolder: string) {
	const fromProject = path.relative(projectFolder, path.resolve(userFolder));
	if (fromProject.startsWith('..') || path.isAbsolute(fromProject)) return;
	const link = path.join(userFolder, 'node_modules');
	await fs.symlink(hostModules, link, 'junction').catch((error: unknown) => {
		if (!hasCode(error, 'EEXIST')) throw error;
	});
}

export interface InstallPackageOptions {
	tarball: string;
	userFolder: string;
	log?: Log;
}

/**
 * Installs a packed community package into an n8n that is not running, with the same steps as
 * n8n's own "Install" (n8n, community-packages.service.js, downloadPackage): unpack, strip what
 * is not for run time, install the dependencies that are left. n8n then loads whatever lies in
 * that folder; it needs no row in its database for that.
 *
 * @returns its node types are `<name>.<node name>`
 */
export async function installPackage({
	tarball,
	userFolder,
	log = silent,
}: InstallPackageOptions): Promise<{ name: string; version: string; folder: string }> {
	const nodesFolder = path.join(userFolder, '.n8n', 'nodes');
	const unpacked = path.join(nodesFolder, `unpacked-${process.pid}`);
	await fs.mkdir(unpacked, { recursive: true });
	await runCommand('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1'], {
		title: 'Unpacking the node',
		env: npmEnvironment(),
		log,
	});

	const manifest = await readJson(path.join(unpacked, 'package.json'), manifestSchema);
	for (const name of NOT_FOR_RUN_TIME) delete manifest[name];
	await writeJson(path.join(unpacked, 'package.json'), manifest);
	const folder = path.join(nodesFolder, 'node_modules', manifest.name);
	await fs.rm(folder, { recursive: true, force: true });
	await fs.mkdir(path.dirname(folder), { recursive: true });
	await fs.rename(unpacked, folder);

	// Without dependencies, n8n's npm install does nothing.
	if (Object.keys(manifest.dependencies ?? {}).length > 0) {
		const [command, args] = npmCommand([
			'install',
			'--audit=false',
			'--fund=false',
			'--bin-links=false',
			'--install-strategy=shallow',
			'--ignore-scripts=true',
			'--package-lock=false',
		]);
		const title = "Installing the node's dependencies";
		await runCommand(command, args, { title, cwd: folder, env: npmEnvironment(), log });
	}
	await addToLedger(nodesFolder, manifest.name, manifest.version);
	await hideProjectModules(userFolder);
	return { name: manifest.name, version: manifest.version, folder };
}
