// n8n's real engine around the built package: n8n-core's loader loads dist/, WorkflowExecute runs it.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

import type * as Di from '@n8n/di';
import type * as N8nCore from 'n8n-core';
import type * as N8nWorkflow from 'n8n-workflow';

import { PROJECT } from './project';

export { PROJECT };

// Read by n8n-core when it is first required: settings of its own folder, nothing of the user's.
const userFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'pixverse-engine-'));
process.env.N8N_USER_FOLDER ??= userFolder;
process.env.N8N_ENCRYPTION_KEY ??= 'engine-tests';
process.env.N8N_LOG_LEVEL ??= 'silent';
process.env.N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS ??= 'false';
process.on('exit', () => fs.rmSync(userFolder, { recursive: true, force: true }));

/** Where binary data goes; `default` is memory. */
export type BinaryMode = 'filesystem' | 'default';

export interface EngineOptions {
	/** A folder below which another version of n8n-core is installed. */
	coreDir?: string;
	/** Folder of the package, built. */
	packageDir?: string;
	binaryMode?: BinaryMode;
}

/** n8n-core of one version, with the package loaded. The types are those of the newest version. */
export interface Engine {
	core: typeof N8nCore;
	workflow: typeof N8nWorkflow;
	Container: typeof Di.Container;
	loader: N8nCore.PackageDirectoryLoader;
	binaryData: N8nCore.BinaryDataService;
	/** A module in the copy that this n8n-core itself uses: another copy would hold other instances. */
	requireOfCore(name: string): unknown;
}

/** Loads n8n-core and the built package. */
export async function loadEngine({
	coreDir = PROJECT,
	packageDir = PROJECT,
	binaryMode = 'filesystem',
}: EngineOptions = {}): Promise<Engine> {
	const corePath = require.resolve('n8n-core', { paths: [coreDir] });
	// Not by createRequire: jest's has no parent, and a module of n8n-core looks for its first one.
	const core = (await import(corePath)) as typeof N8nCore;
	const requireOfCore: Engine['requireOfCore'] = createRequire(corePath);
	const { Container } = requireOfCore('@n8n/di') as typeof Di;
	const loader = new core.PackageDirectoryLoader(packageDir);
	await loader.loadAll();
	const binaryData = Container.get(core.BinaryDataService);
	await initBinaryData(binaryData, binaryMode);
	const workflow = requireOfCore('n8n-workflow') as typeof N8nWorkflow;
	return { core, workflow, Container, loader, binaryData, requireOfCore };
}

async function initBinaryData(service: N8nCore.BinaryDataService, mode: BinaryMode): Promise<void> {
	const localStoragePath = path.join(userFolder, 'binary');
	const config: unknown = Reflect.get(service, 'config');
	if (typeof config === 'object' && config !== null) {
		Object.assign(config, { mode, localStoragePath });
		await service.init();
	} else {
		// n8n 1.x passes the settings to init.
		const settings = { mode, availableModes: [mode], localStoragePath };
		const init: (settings: object) => Promise<void> = service.init.bind(service);
		await init(settings);
	}
	if (mode === 'default') Reflect.set(service, 'mode', mode);
}
