// npm run test:queue: a production n8n (main, two workers, Redis, PostgreSQL) with the packed node.
const fs = require('node:fs/promises');
const os = require('node:os');
const path = require('node:path');

const { onInterrupt } = require('../host/processes');
const { formatElapsed, withProgress } = require('../host/progress');
const { SANDBOX_KEY, startSandbox } = require('../sandbox');
const { Cluster } = require('./cluster');
const { Office } = require('./office');
const { SCENARIOS } = require('./scenarios');
const { workflowsFor } = require('./workflows');

const JOB_MS = 1_000;
const LONG_JOB_MS = 8_000;
const INTERRUPTED_EXIT_CODE = 130;
const log = console.log;

async function openOffice(cluster, sandbox) {
	const name = 'Segmind';
	const { id } = await cluster.client.createCredential({
		name,
		type: 'segmindApi',
		data: { apiKey: SANDBOX_KEY, baseUrl: sandbox.url },
	});
	const office = new Office(cluster.client);
	await office.publish(workflowsFor({ segmindApi: { id, name } }));
	return office;
}

async function runScenarios(context) {
	let failed = 0;
	for (const { title, scenario } of SCENARIOS) {
		try {
			log(`${title}: ${await scenario(context)}`);
		} catch (error) {
			failed += 1;
			log(`${title}: FAILED\n${error.stack}`);
		}
	}
	return failed;
}

async function main() {
	const startedMs = Date.now();
	const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'pixverse-queue-'));
	// PostgreSQL runs as another user and must reach its folder in here.
	await fs.chmod(folder, 0o755);
	const cluster = new Cluster(folder, log);
	// As this process exits, all that it started is killed: its data is nobody's.
	onInterrupt(() => process.exit(INTERRUPTED_EXIT_CODE));
	const sandbox = await startSandbox({
		credits: 1_000,
		jobDurationMs: ({ prompt }) => (prompt.includes('long') ? LONG_JOB_MS : JOB_MS),
	});
	let failed = SCENARIOS.length;
	try {
		const context = await withProgress('Starting main and two workers', log, async () => {
			await cluster.start();
			const workers = await Promise.all(
				['worker-1', 'worker-2'].map(async (name) => await cluster.startWorker(name)),
			);
			return { cluster, sandbox, workers, office: await openOffice(cluster, sandbox) };
		});
		failed = await runScenarios(context);
	} catch (error) {
		log(error.stack);
	} finally {
		await cluster.stop();
		await sandbox.close();
	}
	if (failed === 0) await fs.rm(folder, { recursive: true, force: true });
	else log(`Logs and data stay in ${folder}`);
	log(`It took ${formatElapsed(Date.now() - startedMs)}.`);
	log(`${SCENARIOS.length - failed} passed, ${failed} failed`);
	process.exit(failed > 0 ? 1 : 0);
}

main();
