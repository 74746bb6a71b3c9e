import fs from 'node:fs/promises';
import path from 'node:path';

import { runCommand } from '../host/command';
import { npmEnvironment } from '../host/npm';
import { nodeBinary } from '../host/paths';
import { readJson, z } from '../support/json';

const log = () => undefined;

/**
 * The same package under an older version number: what a user has who then upgrades.
 *
 * @param folder an empty one
 * @returns the other tarball
 */
export async function renumber(tarball: string, version: string, folder: string): Promise<string> {
	const unpacked = path.join(folder, 'package');
	await fs.mkdir(unpacked, { recursive: true });
	await runCommand('tar', ['-xzf', tarball, '-C', folder], { title: 'Unpacking', log });
	const file = path.join(unpacked, 'package.json');
	const manifest = await readJson(file, z.object({ name: z.string() }).passthrough());
	await fs.writeFile(file, JSON.stringify({ ...manifest, version }, null, 2));
	const renumbered = path.join(folder, `${manifest.name}-${version}.tgz`);
	await runCommand('tar', ['-czf', renumbered, '-C', folder, 'package'], { title: 'Packing', log });
	return renumbered;
}

/**
 * n8n's documented "manual install": npm, in the folder `.n8n/nodes`, then a restart. It brings
 * the peer n8n-workflow and its zod along, so the node then works with copies of its own.
 *
 * @param tarball stands for the name in the registry
 */
export async function installManually(
	tarball: string,
	userFolder: string,
	say: (line: string) => void,
) {
	const nodesFolder = path.join(userFolder, '.n8n', 'nodes');
	await fs.mkdir(nodesFolder, { recursive: true });
	const env = npmEnvironment();
	await runCommand('npm', ['install', '--no-audit', '--no-fund', tarball], {
		title: 'Installing the node by npm',
		cwd: nodesFolder,
		// n8n-workflow has a native module; it must fit the Node that n8n runs with.
		env: { ...env, PATH: [path.dirname(nodeBinary), env.PATH].join(path.delimiter) },
		log: say,
	});
	return nodesFolder;
}
