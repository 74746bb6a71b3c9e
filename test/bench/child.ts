// The bench's processes: each has the Node and the modules of the host's n8n.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { hostModules, nodeBinary } from '../host/paths';
import { compiled } from '../support/compiled';
import type { Schema } from '../support/json';
import { nodeArgs } from '../support/nodeArgs';
import { sandboxAddress, type SandboxAddress, type SandboxParams } from './protocol';

function start(args: readonly string[], folder: string): ChildProcess {
	return spawn(nodeBinary, args, {
		env: {
			...process.env,
			NODE_PATH: hostModules,
			// The store's temporary files lie beside it: a rename, as on a real host.
			TMPDIR: folder,
			N8N_USER_FOLDER: folder,
		},
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
}

/** What a process printed so far. A pipe that nobody reads never closes. */
function collected(child: ChildProcess): () => string {
	let said = '';
	const add = (text: Buffer) => (said += text.toString());
	child.stdout?.on('data', add);
	child.stderr?.on('data', add);
	return () => said.slice(-4000);
}

export interface MeasuredProcess<T> {
	/** A source in `children/`. */
	name: string;
	args: string[];
	/** For its temporary files. */
	folder: string;
	isGcExposed?: boolean;
	/** What it tells in the one message that it sends. */
	result: Schema<T>;
	/** Gets the progress that it prints on stderr, line by line. */
	say?: (line: string) => void;
}

/**
 * Runs a process that measures to its end, compiled: under tsx memory starts some 40 MB higher.
 *
 * @throws Error with what it printed, where it failed
 */
export async function runChild<T>(measured: MeasuredProcess<T>): Promise<T> {
	const { name, args, folder, isGcExposed = false, result, say } = measured;
	const script = compiled(`test/bench/children/${name}.ts`);
	const child = start([...(isGcExposed ? ['--expose-gc'] : []), script, ...args], folder);
	const said = collected(child);
	if (say && child.stderr) createInterface(child.stderr).on('line', say);
	let message: unknown;
	child.on('message', (sent) => (message = sent));
	const closed: unknown[] = await once(child, 'close');
	const [code] = closed;
	if (code !== 0 || message === undefined) {
		throw new Error(`${name} ended with ${String(code)}:\n${said()}`);
	}
	return result.parse(message);
}

export interface SandboxProcess {
	address: SandboxAddress;
	stop(): Promise<void>;
}

/** Starts the sandbox in its own process, so that its work and memory are not the node's. */
export async function startSandboxProcess(
	params: SandboxParams,
	folder: string,
): Promise<SandboxProcess> {
	const script = path.join(__dirname, 'children', 'sandbox.ts');
	const child = start(nodeArgs(script, JSON.stringify(params)), folder);
	const said = collected(child);
	const ended = once(child, 'exit');
	const failed = ended.then(([code]: unknown[]): never => {
		throw new Error(`the sandbox ended with ${String(code)}:\n${said()}`);
	});
	const sent: unknown[] = await Promise.race([once(child, 'message'), failed]);
	return {
		address: sandboxAddress.parse(sent[0]),
		stop: async () => {
			child.kill();
			await ended;
		},
	};
}
