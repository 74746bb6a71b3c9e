// What loading nodes costs, in a fresh process, by n8n's own loader. Nothing else is loaded here.
// Arguments: the folder that holds the package, and its built node files, relative to that.
import { createRequire } from 'node:module';
import path from 'node:path';

import type * as N8nCore from 'n8n-core';

import { hostModules } from '../../host/paths';
import { collectGarbage, finish, threadCpuMs } from './child';

const [packageDir = '', ...files] = process.argv.slice(2);

process.env.N8N_LOG_LEVEL = 'silent';
process.env.N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS = 'false';

async function main() {
	const core = (await import(path.join(hostModules, 'n8n-core'))) as typeof N8nCore;
	// What n8n always has in memory; found from where the node looks.
	const fromNode = createRequire(path.join(packageDir, 'package.json'));
	for (const name of ['n8n-workflow', 'zod']) fromNode(name);

	const loader = new core.PackageDirectoryLoader(packageDir);
	collectGarbage();
	const heapBefore = process.memoryUsage().heapUsed;
	const [startMs, startCpuMs] = [performance.now(), threadCpuMs()];
	for (const file of files) loader.loadNodeFromFile(file);
	const [ms, cpuMs] = [performance.now() - startMs, threadCpuMs() - startCpuMs];
	collectGarbage();
	finish({ ms, cpuMs, heapKB: (process.memoryUsage().heapUsed - heapBefore) / 1024 });
}

void main();
