// What every check works with: one n8n-core with the packed node, and a sandbox.
import type { INodeParameters } from 'n8n-workflow';

import { SANDBOX_KEY, startSandbox, type RequestRecord, type Sandbox } from '../../sandbox';
import { loadEngine, type BinaryMode, type Engine } from '../../support/engine';
import { VIDEO } from '../../support/inputs';
import {
	createRun,
	summarise,
	type PreparedRun,
	type RunOptions,
	type RunResult,
} from '../../support/runNode';

const POLL_INTERVAL_S = 0.05;
const JOB_MS = 100;

/** A run as createRun takes it; what is not given is a plain text to video. */
export interface CheckRun extends Partial<RunOptions> {
	/** The collection Options. */
	nodeOptions?: INodeParameters;
}

export interface CheckContext {
	engine: Engine;
	sandbox: Sandbox;
	binaryMode: BinaryMode;
	prepare: (run?: CheckRun) => PreparedRun;
	run: (run?: CheckRun) => Promise<RunResult>;
	requests: (phase: RequestRecord['phase']) => RequestRecord[];
	close: () => Promise<void>;
}

export interface ContextOptions {
	/** The folder below which this n8n-core is installed. */
	coreDir: string;
	/** The node as a user has it, next to that n8n-core. */
	packageDir: string;
	binaryMode: BinaryMode;
}

export async function openContext(options: ContextOptions): Promise<CheckContext> {
	const engine = await loadEngine(options);
	const sandbox = await startSandbox({ jobDurationMs: JOB_MS });
	const prepare = ({ parameters, nodeOptions, ...rest }: CheckRun = {}) =>
		createRun(engine, {
			parameters: {
				...VIDEO,
				...parameters,
				options: { pollInterval: POLL_INTERVAL_S, ...nodeOptions },
			},
			credential: { apiKey: SANDBOX_KEY, baseUrl: sandbox.url },
			...rest,
		});
	return {
		engine,
		sandbox,
		binaryMode: options.binaryMode,
		prepare,
		run: async (run) => summarise(await prepare(run).start().promise),
		requests: (phase) => sandbox.requests.filter((request) => request.phase === phase),
		close: async () => await sandbox.close(),
	};
}
