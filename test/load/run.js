// npm run test:load: many items, many executions, many rounds; memory and event loop are watched.
const { loadEngine } = require('../support/engine');
const { startRemoteSandbox } = require('./remoteSandbox');
const { SCENARIOS } = require('./scenarios');

const JOB_MS = 200;

async function main() {
	const engine = await loadEngine();
	const sandbox = await startRemoteSandbox({ jobDurationMs: JOB_MS, credits: 10_000 });
	let failed = 0;
	for (const { title, scenario } of SCENARIOS) {
		await sandbox.reset();
		try {
			console.log(`${title}: ${await scenario({ engine, sandbox })}`);
		} catch (error) {
			failed += 1;
			console.log(`${title}: FAILED\n${error.stack}`);
		}
	}
	await sandbox.close();
	console.log(`${SCENARIOS.length - failed} passed, ${failed} failed`);
	process.exit(failed > 0 ? 1 : 0);
}

main().catch((error) => {
	console.error(error);
	console.log('0 passed, 1 failed');
	process.exit(1);
});
