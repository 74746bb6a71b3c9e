import type { ChildProcess, SpawnOptions } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { signalGroup, spawnOwned } from './processes';

const STOP_WITHIN_MS = 40_000;

/** A program that runs until it is ended, and writes to a log. */
export interface LoggedProcess {
	pid: number;
	logFile: string;
	/** Resolves to the exit code when it has ended; null where a signal ended it. */
	exited: Promise<number | null>;
	hasEnded: () => boolean;
	/** Ends it as a service manager would. */
	stop: () => Promise<void>;
	/** Ends it as a crash would, children included. */
	kill9: () => Promise<void>;
	/** What it has written since it was started; one that is started again goes on in the same log. */
	logText: () => string;
}

export interface LoggedProcessOptions {
	command: string;
	args: string[];
	logFile: string;
	spawn?: SpawnOptions;
	stopSignal?: NodeJS.Signals;
}

export function startLogged(options: LoggedProcessOptions): LoggedProcess {
	const { command, args, logFile, spawn = {}, stopSignal = 'SIGTERM' } = options;
	const log = fs.openSync(logFile, 'a');
	const logOffset = fs.fstatSync(log).size;
	const child = spawnOwned(command, args, { ...spawn, stdio: ['ignore', log, log] });
	fs.closeSync(log);

	let ended = false;
	const exited = new Promise<number | null>((resolve) => {
		const end = (exitCode: number | null) => {
			ended = true;
			// A child of its own that it did not end must not stay behind.
			signalGroup(child, 'SIGKILL');
			resolve(exitCode);
		};
		child.once('exit', end);
		child.once('error', (error) => {
			fs.appendFileSync(logFile, `${error.message}\n`);
			end(null);
		});
	});

	const end = async (signal: NodeJS.Signals) => {
		if (ended) return;
		if (signal === 'SIGKILL') signalGroup(child, signal);
		else child.kill(signal);
		await endedInTime(child, exited);
	};

	return {
		pid: child.pid ?? 0,
		logFile,
		exited,
		hasEnded: () => ended,
		stop: async () => await end(stopSignal),
		kill9: async () => await end('SIGKILL'),
		logText: () => fs.readFileSync(logFile).subarray(logOffset).toString('utf8'),
	};
}

/** Waits for a program that was told to end, and ends it where it does not. */
async function endedInTime(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
	const waiting = new AbortController();
	const overdue = sleep(STOP_WITHIN_MS, undefined, { signal: waiting.signal }).then(
		() => signalGroup(child, 'SIGKILL'),
		() => undefined,
	);
	await exited;
	waiting.abort();
	await overdue;
}
