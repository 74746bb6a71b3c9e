// npm run test:install: the packed node in fresh n8n user folders, installed in the two ways that
// n8n documents. n8n starts without a network.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { packProject } from '../host/communityPackage';
import { ensureHost } from '../host/install';
import { startSandbox } from '../sandbox';
import { runSuite } from '../support/suite';
import { SCENARIOS, type Ground } from './scenarios';

const JOB_MS = 300;
const log = console.log;

async function open(): Promise<Ground> {
	await ensureHost({ log });
	const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'pixverse-install-'));
	const tarball = await packProject({ destination: folder, build: false, log });
	return { folder, tarball, sandbox: await startSandbox({ jobDurationMs: JOB_MS }), log };
}

async function close({ folder, sandbox }: Ground, failed: number) {
	await sandbox.close();
	if (failed === 0) await fs.rm(folder, { recursive: true, force: true, maxRetries: 5 });
	else log(`Logs and data stay in ${folder}`);
}

void runSuite('installing and upgrading', SCENARIOS, { open, close });
