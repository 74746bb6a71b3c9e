import path from 'node:path';

import { PROJECT } from '../support/project';

/** Where the host n8n and this project lie. */
export const projectFolder = PROJECT;
export const hostFolder = path.join(PROJECT, 'test', 'host');
export const hostModules = path.join(hostFolder, 'node_modules');

/**
 * The `node` package brings the Node that n8n needs: its install script puts the platform's
 * package (binary and headers) into its own node_modules and links the binary to bin/.
 */
export const nodePackage = path.join(hostModules, 'node');
export const nodeBinary = path.join(
	nodePackage,
	'bin',
	process.platform === 'win32' ? 'node.exe' : 'node',
);

export const n8nScript = path.join(hostModules, 'n8n', 'bin', 'n8n');

/** For what two processes must not do at once; git and npm leave this folder alone. */
export const lockFolder = path.join(projectFolder, 'node_modules', '.cache', 'n8n-test-host');
