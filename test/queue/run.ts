// npm run test:queue: a production n8n (main, two workers, Redis, PostgreSQL) with the packed node.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import type { SavedCredential } from '../host/n8nJson';
import { onInterrupt } from '../host/processes';
import type { RestClient } from '../host/rest';
import { SANDBOX_KEY, startSandbox, type Sandbox } from '../sandbox';
import { Endings } from '../support/endings';
import { runSuite } from '../support/suite';
import { Cluster } from './cluster';
import { Office } from './office';
import { SCENARIOS } from './scenarios';
import type { Scene } from './scene';
import { workflowsFor } from './workflows';

const JOB_MS = 1_000;
/** Until a scenario ends it. */
const LONG_JOB_MS = 3_600_000;
const INTERRUPTED_EXIT_CODE = 130;
const log = console.log;
const endings = new Endings();

async function openOffice(
	client: RestClient,
	sandbox: Sandbox,
): Promise<{ office: Office; client: RestClient; credential: SavedCredential }> {
	const credential = await client.createCredential({
		name: 'Segmind',
		type: 'segmindApi',
		data: { apiKey: SANDBOX_KEY, baseUrl: sandbox.url },
	});
	const office = new Office(client);
	await office.publish(await workflowsFor(credential));
	return { office, client, credential };
}

async function makeFolder(): Promise<string> {
	const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'pixverse-queue-'));
	// PostgreSQL runs as another user and must reach its folder in here.
	await fs.chmod(folder, 0o755);
	return folder;
}

async function open(): Promise<Scene> {
	// As this process exits, all that it started is killed: its data is nobody's.
	onInterrupt(() => process.exit(INTERRUPTED_EXIT_CODE));
	const folder = await makeFolder();
	const sandbox = await startSandbox({
		credits: 1_000,
		jobDurationMs: ({ prompt }) => (String(prompt).includes('long') ? LONG_JOB_MS : JOB_MS),
	});
	endings.add(async () => await sandbox.close());
	const cluster = new Cluster(folder, log);
	endings.add(async () => await cluster.stop());
	return await endings.orAfterFailure(async () => {
		const client = await cluster.start();
		const workers = await Promise.all(
			['worker-1', 'worker-2'].map(async (name) => await cluster.startWorker(name)),
		);
		return { cluster, folder, sandbox, workers, ...(await openOffice(client, sandbox)) };
	});
}

async function close({ folder }: Scene, failed: number) {
	await endings.run();
	if (failed === 0) await fs.rm(folder, { recursive: true, force: true, maxRetries: 5 });
	else log(`Logs and data stay in ${folder}`);
}

void runSuite('queue mode', SCENARIOS, { open, close });
