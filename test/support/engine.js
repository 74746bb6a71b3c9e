// n8n's real engine around the built package: n8n-core's loader loads dist/, WorkflowExecute runs it.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const PROJECT = path.resolve(__dirname, '../..');

// Read by n8n-core when it is first required: settings of its own folder, nothing of the user's.
const userFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'pixverse-engine-'));
process.env.N8N_USER_FOLDER ??= userFolder;
process.env.N8N_ENCRYPTION_KEY ??= 'engine-tests';
process.env.N8N_LOG_LEVEL ??= 'silent';
process.env.N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS ??= 'false';
process.on('exit', () => fs.rmSync(userFolder, { recursive: true, force: true }));

/**
 * Loads n8n-core and the built package.
 *
 * @param {object} [options]
 * @param {string} [options.coreDir] a folder below which another version of n8n-core is installed
 * @param {string} [options.packageDir] folder of the package, built
 * @param {'filesystem' | 'default'} [options.binaryMode] where binary data goes; `default` is memory
 */
async function loadEngine({
	coreDir = PROJECT,
	packageDir = PROJECT,
	binaryMode = 'filesystem',
} = {}) {
	const corePath = require.resolve('n8n-core', { paths: [coreDir] });
	const core = require(corePath);
	// The copies that this n8n-core itself uses: others would hold other instances.
	const requireOfCore = (name) =>
		require(require.resolve(name, { paths: [path.dirname(corePath)] }));
	const { Container } = requireOfCore('@n8n/di');
	const loader = new core.PackageDirectoryLoader(packageDir);
	await loader.loadAll();
	const binaryData = Container.get(core.BinaryDataService);
	await initBinaryData(binaryData, binaryMode);
	return { core, workflow: requireOfCore('n8n-workflow'), Container, loader, binaryData };
}

async function initBinaryData(service, mode) {
	const localStoragePath = path.join(userFolder, 'binary');
	if (service.config) {
		service.config.mode = mode;
		service.config.localStoragePath = localStoragePath;
		await service.init();
	} else {
		// n8n 1.x passes the settings to init.
		await service.init({ mode, availableModes: [mode], localStoragePath });
	}
	if (mode === 'default') service.mode = 'default';
}

module.exports = { loadEngine, PROJECT };
