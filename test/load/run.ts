// npm run test:load: many items, many executions, many rounds; memory and event loop are watched.
import { loadEngine } from '../support/engine';
import { runSuite } from '../support/suite';
import { startRemoteSandbox } from './remoteSandbox';
import { SCENARIOS } from './scenarios';
import type { Load } from './workflows';

const JOB_MS = 200;

async function open(): Promise<Load> {
	const engine = await loadEngine();
	return {
		engine,
		sandbox: await startRemoteSandbox({ jobDurationMs: JOB_MS, credits: 10_000 }),
	};
}

void runSuite('the load test', SCENARIOS, {
	open,
	reset: async ({ sandbox }) => await sandbox.reset(),
	close: async ({ sandbox }) => await sandbox.close(),
});
