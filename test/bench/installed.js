'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { projectFolder } = require('../host/paths');

/** Sum of the sizes of all files below a folder. */
function bytesBelow(folder) {
	return fs
		.readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.reduce((sum, entry) => sum + fs.statSync(path.join(entry.parentPath, entry.name)).size, 0);
}

/** A package with a node that does nothing: what loading costs at least. */
function writeEmptyPackage(folder) {
	const nodeFolder = path.join(folder, 'dist', 'nodes', 'Empty');
	fs.mkdirSync(nodeFolder, { recursive: true });
	const write = (file, content) => fs.writeFileSync(path.join(folder, file), content);
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

/**
 * Packs the built project as `npm publish` does and unpacks it as n8n does: in a folder of its own,
 * from which n8n-workflow and zod are found in n8n's node_modules by way of NODE_PATH.
 *
 * @returns {{ folder: string, packageDir: string, emptyDir: string, packedBytes: number,
 *   unpackedBytes: number, remove: () => void }} all below one new temporary folder
 */
function installPackage() {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pixverse-bench-'));
	const args = ['pack', '--json', '--ignore-scripts', '--loglevel=error'];
	const packed = execFileSync('npm', [...args, `--pack-destination=${folder}`], {
		cwd: projectFolder,
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [{ filename }] = JSON.parse(packed.toString());
	const tarball = path.join(folder, filename);
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

module.exports = { installPackage };
