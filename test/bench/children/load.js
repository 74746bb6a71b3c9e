'use strict';

// What loading one node costs, in a fresh process, by n8n's own loader.
const { createRequire } = require('node:module');
const path = require('node:path');

const { hostModules } = require('../../host/paths');

/** `packageDir` holds the package, `file` is its built node file, relative to that. */
const { packageDir, file } = JSON.parse(process.argv[2]);

process.env.N8N_LOG_LEVEL = 'silent';
process.env.N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS = 'false';

const { PackageDirectoryLoader } = require(path.join(hostModules, 'n8n-core'));
// What n8n always has in memory; found from where the node looks.
const fromNode = createRequire(path.join(packageDir, file));
for (const name of ['n8n-workflow', 'zod']) fromNode(name);

const loader = new PackageDirectoryLoader(packageDir);
globalThis.gc();
const heapBefore = process.memoryUsage().heapUsed;
const startedAt = performance.now();
loader.loadNodeFromFile(file);
const ms = performance.now() - startedAt;
globalThis.gc();
process.send({ ms, heapKB: (process.memoryUsage().heapUsed - heapBefore) / 1024 });
process.disconnect();
