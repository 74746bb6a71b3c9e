// For a test file: the engine with the built node, and a sandbox that is as new for each test.
import { afterAll, beforeAll, beforeEach, jest } from '@jest/globals';
import type * as BackendCommon from '@n8n/backend-common';
import type { INodeParameters } from 'n8n-workflow';

import {
	SANDBOX_KEY,
	startSandbox,
	type Phase,
	type RequestRecord,
	type Sandbox,
	type SandboxOptions,
} from '../sandbox';
import { loadEngine, PROJECT, type BinaryMode, type Engine } from './engine';
import { createRun, summarise, type PreparedRun, type RunOptions, type RunResult } from './runNode';
import type { Credential } from './workflow';

export interface UseNodeOptions extends SandboxOptions {
	/** `filesystem` by default. */
	binaryMode?: BinaryMode;
	/** The built package; the project's own by default. */
	packageDir?: string;
	/** Another sandbox than the project's own. */
	start?: typeof startSandbox;
}

/** What a run may be given beside its parameters; the credential is the sandbox's own. */
export interface NodeRunOptions extends Partial<Omit<RunOptions, 'parameters' | 'credential'>> {
	credential?: Partial<Credential>;
}

/** A line that the node logs at info level. */
export interface LogLine extends Record<string, unknown> {
	message: string;
}

export interface NodeKit {
	/** As new for each test. */
	sandbox: Sandbox;
	engine: Engine;
	/** The lines that the node logged in this test. */
	logged: LogLine[];
	/** A workflow around the node, to be started, stopped and retried. */
	prepare: (parameters: INodeParameters, options?: NodeRunOptions) => PreparedRun;
	/** Runs the node once, to the end. */
	run: (parameters: INodeParameters, options?: NodeRunOptions) => Promise<RunResult>;
	/** The requests of a phase, in order of arrival. */
	sent: (phase: Phase) => RequestRecord[];
	/** The bodies of all submits. */
	bodies: () => unknown[];
}

/**
 * Call it once at the top of a file or a describe: `const { run, sandbox } = useNode()`.
 *
 * Jobs take 50 ms unless the options say other. Engine and sandbox may be used from the first
 * beforeAll on.
 */
export function useNode({
	binaryMode = 'filesystem',
	packageDir = PROJECT,
	start = startSandbox,
	...options
}: UseNodeOptions = {}): NodeKit {
	// n8n-core alone takes seconds to load on a busy machine.
	jest.setTimeout(30_000);
	const engine = promised<Engine>('engine');
	const sandbox = promised<Sandbox>('sandbox');
	const logged: LogLine[] = [];
	beforeAll(async () => {
		engine.keep(await loadEngine({ binaryMode, packageDir }));
		sandbox.keep(await start({ jobDurationMs: 50, ...options }));
		recordLog(engine.value, logged);
	});
	afterAll(async () => {
		await sandbox.value.close();
	});
	beforeEach(() => {
		sandbox.value.reset();
		logged.length = 0;
	});

	const prepare: NodeKit['prepare'] = (parameters, { credential, ...rest } = {}) => {
		const own = { apiKey: SANDBOX_KEY, baseUrl: sandbox.value.url };
		return createRun(engine.value, { ...rest, parameters, credential: { ...own, ...credential } });
	};
	const sent = (phase: Phase) => sandbox.value.requests.filter((record) => record.phase === phase);
	return {
		engine: engine.value,
		sandbox: sandbox.value,
		logged,
		prepare,
		run: async (parameters, rest) => summarise(await prepare(parameters, rest).start().promise),
		sent,
		bodies: () => sent('submit').map(({ body }) => body),
	};
}

/** A value that can be handed out, and taken apart, before it is there. */
function promised<T extends object>(name: string): { value: T; keep(arrived: T): void } {
	let kept: T | undefined;
	const value = new Proxy<object>(
		{},
		{
			get(_, member) {
				if (kept === undefined) throw new Error(`The ${name} is there from beforeAll on`);
				return Reflect.get(kept, member) as unknown;
			},
		},
	) as T;
	return {
		value,
		keep(arrived) {
			kept = arrived;
		},
	};
}

function recordLog(engine: Engine, logged: LogLine[]): void {
	const { Logger } = engine.requireOfCore('@n8n/backend-common') as typeof BackendCommon;
	jest.spyOn(engine.Container.get(Logger), 'info').mockImplementation((message, metadata) => {
		logged.push({ message, ...metadata });
	});
}
