'use strict';

const fs = require('node:fs/promises');
const path = require('node:path');

const { runCommand } = require('./command');
const { withLock } = require('./lock');
const { npmCommand, npmEnvironment } = require('./npm');
const { hostModules, lockFolder, projectFolder } = require('./paths');

/** @typedef {(line: string) => void} Log */

const silent = () => undefined;

/** @param {string} file */
async function readJson(file) {
	return JSON.parse(await fs.readFile(file, 'utf8'));
}

/**
 * @param {string} file
 * @param {unknown} content
 */
async function writeJson(file, content) {
	await fs.writeFile(file, JSON.stringify(content, null, 2));
}

/**
 * Packs this project as `npm publish` would.
 *
 * @param {object} options
 * @param {string} options.destination the folder that gets the tarball
 * @param {boolean} [options.build] false where dist/ is fresh
 * @param {Log} [options.log]
 * @returns {Promise<string>} the tarball's path
 */
async function packProject({ destination, build = true, log = silent }) {
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
		const { name, version } = await readJson(path.join(projectFolder, 'package.json'));
		return path.join(destination, `${name}-${version}.tgz`);
	});
}

/**
 * Notes the package in n8n's list of what is installed.
 *
 * @param {string} nodesFolder
 * @param {string} name
 * @param {string} version
 */
async function addToLedger(nodesFolder, name, version) {
	const file = path.join(nodesFolder, 'package.json');
	const ledger = await readJson(file).catch(() => undefined);
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
 *
 * @param {string} userFolder
 */
async function hideProjectModules(userFolder) {
	const fromProject = path.relative(projectFolder, path.resolve(userFolder));
	if (fromProject.startsWith('..') || path.isAbsolute(fromProject)) return;
	const link = path.join(userFolder, 'node_modules');
	await fs.symlink(hostModules, link, 'junction').catch((error) => {
		if (error.code !== 'EEXIST') throw error;
	});
}

/**
 * Installs a packed community package into an n8n that is not running, with the same steps as
 * n8n's own "Install" (n8n, community-packages.service.js, downloadPackage): unpack, strip what
 * is not for run time, install the dependencies that are left. n8n then loads whatever lies in
 * that folder; it needs no row in its database for that.
 *
 * @param {object} options
 * @param {string} options.tarball
 * @param {string} options.userFolder
 * @param {Log} [options.log]
 * @returns {Promise<{ name: string, version: string, folder: string }>} its node types are
 * `<name>.<node name>`
 */
async function installPackage({ tarball, userFolder, log = silent }) {
	const nodesFolder = path.join(userFolder, '.n8n', 'nodes');
	const unpacked = path.join(nodesFolder, `unpacked-${process.pid}`);
	await fs.mkdir(unpacked, { recursive: true });
	await runCommand('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1'], {
		title: 'Unpacking the node',
		env: npmEnvironment(),
		log,
	});

	const { devDependencies, peerDependencies, optionalDependencies, ...manifest } = await readJson(
		path.join(unpacked, 'package.json'),
	);
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

module.exports = { installPackage, packProject };
