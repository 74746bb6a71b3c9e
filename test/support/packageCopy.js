// A copy of the built package in a folder of its own, to be changed and loaded by n8n's loader.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { PROJECT } = require('./engine');

/**
 * @param {Record<string, string>} [packages] what a name that the node requires leads to, e.g. `{ zod: 'zod4' }`
 * @returns {{ folder: string, nodeDir: string, remove: () => void }}
 */
function copyPackage(packages = {}) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pixverse-copy-'));
	fs.cpSync(path.join(PROJECT, 'dist'), path.join(folder, 'dist'), { recursive: true });
	fs.copyFileSync(path.join(PROJECT, 'package.json'), path.join(folder, 'package.json'));
	// As at run time, where a community package finds n8n's own packages.
	fs.mkdirSync(path.join(folder, 'node_modules'));
	for (const [name, target] of Object.entries({
		'n8n-workflow': 'n8n-workflow',
		zod: 'zod',
		...packages,
	})) {
		fs.symlinkSync(
			path.join(PROJECT, 'node_modules', target),
			path.join(folder, 'node_modules', name),
		);
	}
	return {
		folder,
		nodeDir: path.join(folder, 'dist/nodes/PixVerse'),
		remove: () => fs.rmSync(folder, { recursive: true, force: true }),
	};
}

module.exports = { copyPackage };
