'use strict';

const path = require('node:path');

/** Where the host n8n and this project lie. */
const hostFolder = __dirname;
const projectFolder = path.resolve(__dirname, '..', '..');
const hostModules = path.join(hostFolder, 'node_modules');

/**
 * The `node` package brings the Node that n8n needs: its install script puts the platform's
 * package (binary and headers) into its own node_modules and links the binary to bin/.
 */
const nodePackage = path.join(hostModules, 'node');
const nodeBinary = path.join(
	nodePackage,
	'bin',
	process.platform === 'win32' ? 'node.exe' : 'node',
);

const n8nScript = path.join(hostModules, 'n8n', 'bin', 'n8n');

/** For what two processes must not do at once; git and npm leave this folder alone. */
const lockFolder = path.join(projectFolder, 'node_modules', '.cache', 'n8n-test-host');

module.exports = {
	hostFolder,
	hostModules,
	lockFolder,
	n8nScript,
	nodeBinary,
	nodePackage,
	projectFolder,
};
