import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { n8nEnvironment } from './environment';
import { startLogged, type LoggedProcess } from './loggedProcess';
import { n8nScript, nodeBinary } from './paths';
import { findFreePort, untilFree } from './ports';
import { formatElapsed } from './progress';

const DEFAULT_PORT = 5678;
const DEFAULT_BROKER_PORT = 5679;
const READY_WITHIN_MS = 180_000;
const LOOK_EVERY_MS = 250;
const HEARTBEAT_MS = 5_000;
const SHOWN_LOG_LINES = 20;
const PORT_ATTEMPTS = 3;

export interface RunningN8n extends LoggedProcess {
	/** e.g. "http://127.0.0.1:5678" */
	url: string;
	port: number;
}

export interface StartOptions {
	userFolder: string;
	/** taken where it is free, else another */
	port?: number;
	/** the address of an n8n that has ended: this one takes it, or does not start */
	samePort?: number;
	/** the same for n8n's task runners */
	brokerPort?: number;
	env?: Record<string, string>;
	/** default: n8n.log in the user folder; appended to */
	logFile?: string;
	readyWithinMs?: number;
	log?: (line: string) => void;
}

async function isAnswering(url: string) {
	try {
		const response = await fetch(`${url}/rest/settings`);
		const type = response.headers.get('content-type') ?? '';
		await response.arrayBuffer();
		// While it starts, n8n answers every address with a page that asks to wait.
		return response.ok && type.includes('json');
	} catch {
		return false;
	}
}

type LaunchOptions = Required<Omit<StartOptions, 'readyWithinMs' | 'log' | 'samePort'>>;

function launch({ userFolder, port, brokerPort, env, logFile }: LaunchOptions): RunningN8n {
	const started = startLogged({
		command: nodeBinary,
		args: [n8nScript, 'start'],
		logFile,
		spawn: { cwd: userFolder, env: n8nEnvironment({ userFolder, port, brokerPort }, env) },
	});
	return { ...started, url: `http://127.0.0.1:${port}`, port };
}

function lastLogLines(n8n: RunningN8n) {
	return n8n.logText().trimEnd().split('\n').slice(-SHOWN_LOG_LINES).join('\n');
}

async function waitUntilReady(n8n: RunningN8n, readyWithinMs: number, log: (line: string) => void) {
	const startedMs = Date.now();
	let saidMs = startedMs;
	while (!(n8n.logText().includes('Editor is now accessible') && (await isAnswering(n8n.url)))) {
		const elapsed = formatElapsed(Date.now() - startedMs);
		if (n8n.hasEnded()) {
			throw new Error(`n8n ended while it started (${n8n.logFile}):\n${lastLogLines(n8n)}`);
		}
		if (Date.now() - startedMs > readyWithinMs) {
			await n8n.kill9();
			throw new Error(`n8n was not ready after ${elapsed} (${n8n.logFile}):\n${lastLogLines(n8n)}`);
		}
		if (Date.now() - saidMs >= HEARTBEAT_MS) {
			saidMs = Date.now();
			log(`  … Starting n8n: ${elapsed}`);
		}
		await sleep(LOOK_EVERY_MS);
	}
}

/**
 * Starts a real n8n (`ensureHost` must have installed it) and waits until it answers.
 *
 * @throws Error with the end of n8n's log where it does not start
 */
export async function startN8n({
	userFolder,
	port: preferredPort = DEFAULT_PORT,
	samePort,
	brokerPort: preferredBrokerPort = DEFAULT_BROKER_PORT,
	env = {},
	logFile = path.join(userFolder, 'n8n.log'),
	readyWithinMs = READY_WITHIN_MS,
	log = () => undefined,
}: StartOptions): Promise<RunningN8n> {
	fs.mkdirSync(path.join(userFolder, '.n8n-files'), { recursive: true });
	for (let attempt = 1; ; attempt += 1) {
		const port =
			samePort === undefined ? await findFreePort(preferredPort) : await untilFree(samePort);
		const brokerPort = await findFreePort(preferredBrokerPort, [port]);
		const n8n = launch({ userFolder, port, brokerPort, env, logFile });
		try {
			await waitUntilReady(n8n, readyWithinMs, log);
			return n8n;
		} catch (error) {
			// Another program was quicker between the look and n8n's own attempt.
			const wasTaken = /already in use|EADDRINUSE/.test(n8n.logText());
			await n8n.kill9();
			if (!wasTaken || attempt === PORT_ATTEMPTS) throw error;
		}
	}
}
