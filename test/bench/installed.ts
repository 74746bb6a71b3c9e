// The built project as n8n installs it, and an empty package beside it.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { projectFolder } from '../host/paths';
import { parseJson, z } from '../support/json';
import { theOnly } from '../support/lists';

/** Sum of the sizes of all files below a folder. */
function bytesBelow(folder: string): number {
	return fs
		.readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.reduce((sum, entry) => sum + fs.statSync(path.join(entry.parentPath, entry.name)).size, 0);
}

/** A package with a node that does nothing: what loading costs at least. */
function writeEmptyPackage(folder: string): void {
	const nodeFolder = path.join(folder, 'dist', 'nodes', 'Empty');
	fs.mkdirSync(nodeFolder, { recursive: true });
	const write = (file: string, content: string) =>
		fs.writeFileSync(path.join(folder, file), content);
	const n8n = { n8nNodesApiVersion: 1, nodes: ['dist/nodes/Empty/Empty.node.js'] };
	write('package.json', JSON.stringify({ name: 'n8n-nodes-empty', version: '1.0.0', n8n }));
	write('dist/nodes/Empty/Empty.node.json', JSON.stringify({ resources: {} }));
	write(
		'dist/nodes/Empty/Empty.node.js',
		`class Empty {
	description = {
		displayName: 'Empty', name: 'empty', group: ['transform'], version: 1, description: '',
		defaults: { name: 'Empty' }, inputs: ['main'], outputs: ['main'], properties: [],
	};
	async execute() { return [this.getInputData()]; }
}
exports.Empty = Empty;
`,
	);
}

/** What `npm pack --json` tells. */
const packed = z.array(z.object({ filename: z.string() }));

/** All below one new temporary folder. */
export interface Installed {
	folder: string;
	packageDir: string;
	/** A package with a node that does nothing. */
	emptyDir: string;
	packedBytes: number;
	unpackedBytes: number;
	remove(): void;
}

/**
 * Packs the built project as `npm publish` does and unpacks it as n8n does: in a folder of its own,
 * from which n8n-workflow and zod are found in n8n's node_modules by way of NODE_PATH.
 */
export function installPackage(): Installed {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pixverse-bench-'));
	const args = ['pack', '--json', '--ignore-scripts', '--loglevel=error'];
	const said = execFileSync('npm', [...args, `--pack-destination=${folder}`], {
		cwd: projectFolder,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const tarball = path.join(folder, theOnly(parseJson(said, packed)).filename);
	execFileSync('tar', ['-xzf', tarball, '-C', folder]);
	const packageDir = path.join(folder, 'package');
	const emptyDir = path.join(folder, 'empty');
	writeEmptyPackage(emptyDir);
	return {
		folder,
		packageDir,
		emptyDir,
		packedBytes: fs.statSync(tarball).size,
		unpackedBytes: bytesBelow(packageDir),
		remove: () => fs.rmSync(folder, { recursive: true, force: true }),
	};
}
