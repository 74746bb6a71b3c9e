// npm run test:install: the packed node in fresh n8n user folders, installed in the two ways that
// n8n documents. n8n starts without a network.
const fs = require('node:fs/promises');
const os = require('node:os');
const path = require('node:path');

const { packProject } = require('../host/communityPackage');
const { ensureHost } = require('../host/install');
const { startSandbox } = require('../sandbox');
const { SCENARIOS } = require('./scenarios');

const JOB_MS = 300;
const log = console.log;

async function main() {
	const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'pixverse-install-'));
	const sandbox = await startSandbox({ jobDurationMs: JOB_MS });
	let failed = 0;
	try {
		await ensureHost({ log });
		const tarball = await packProject({ destination: folder, build: false, log });
		for (const { title, scenario } of SCENARIOS) {
			try {
				log(`${title}: ${await scenario({ folder, tarball, sandbox, log })}`);
			} catch (error) {
				failed += 1;
				log(`${title}: FAILED\n${error.stack}`);
			}
		}
	} catch (error) {
		failed = SCENARIOS.length;
		log(error.stack);
	} finally {
		await sandbox.close();
	}
	if (failed === 0) await fs.rm(folder, { recursive: true, force: true });
	else log(`Logs and data stay in ${folder}`);
	log(`${SCENARIOS.length - failed} passed, ${failed} failed`);
	process.exit(failed > 0 ? 1 : 0);
}

main();
