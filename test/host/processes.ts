import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

import { hasCode } from '../support/errors';

/**
 * Every program that these tools start is the leader of a process group of its own, so that it
 * can be ended together with its children by its own process ID, and none outlives this process.
 */

const PARENT_LOOK_EVERY_MS = 1_000;

const running = new Set<ChildProcess>();

let interruptHandler: ((signal: NodeJS.Signals) => void) | undefined;
let watching = false;

/** Sends a signal to a program that `spawnOwned` started, and to its children. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals) {
	if (child.pid === undefined) return;
	try {
		if (process.platform === 'win32') child.kill(signal);
		else process.kill(-child.pid, signal);
	} catch (error) {
		// Gone already, which is what the caller wants.
		if (!hasCode(error, 'ESRCH')) throw error;
	}
}

function signalAll(signal: NodeJS.Signals) {
	for (const child of running) signalGroup(child, signal);
}

function watchOwnEnd() {
	if (watching) return;
	watching = true;
	process.on('exit', () => signalAll('SIGKILL'));
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			if (interruptHandler) {
				interruptHandler(signal);
				return;
			}
			signalAll('SIGTERM');
			process.removeAllListeners(signal);
			process.kill(process.pid, signal);
		});
	}
}

/**
 * npm passes a signal on to the shell that runs its script, and some shells (dash) end without
 * passing it further. The only trace of that is that the shell is gone.
 */
function whenNpmIsGone(handler: () => void) {
	if (!process.env.npm_lifecycle_event) return;
	const shell = process.ppid;
	const look = setInterval(() => {
		if (process.ppid === shell) return;
		clearInterval(look);
		handler();
	}, PARENT_LOOK_EVERY_MS);
	look.unref();
}

/**
 * Lets the caller decide what Ctrl+C and its like do; without it they end this process and
 * everything that it started.
 *
 * @param handler called once per signal, which may come twice
 * (from the terminal, and again from npm)
 */
export function onInterrupt(handler: (signal: NodeJS.Signals) => void) {
	interruptHandler = handler;
	watchOwnEnd();
	whenNpmIsGone(() => handler('SIGTERM'));
}

export function spawnOwned(command: string, args: string[], options: SpawnOptions) {
	watchOwnEnd();
	const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
	running.add(child);
	const forget = () => running.delete(child);
	child.once('exit', forget);
	child.once('error', forget);
	return child;
}
