'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const { n8nEnvironment } = require('./environment');
const { n8nScript, nodeBinary } = require('./paths');
const { findFreePort } = require('./ports');
const { signalGroup, spawnOwned } = require('./processes');
const { formatElapsed } = require('./progress');

const DEFAULT_PORT = 5678;
const DEFAULT_BROKER_PORT = 5679;
const READY_WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 40_000;
const LOOK_EVERY_MS = 250;
const HEARTBEAT_MS = 5_000;
const SHOWN_LOG_LINES = 20;
const PORT_ATTEMPTS = 3;

/**
 * @typedef {object} RunningN8n
 * @property {string} url e.g. "http://127.0.0.1:5678"
 * @property {number} port
 * @property {number} brokerPort
 * @property {number} pid
 * @property {string} userFolder
 * @property {string} logFile
 * @property {Promise<number | null>} exited resolves to the exit code when it has ended
 * @property {() => Promise<void>} stop ends it as a service manager would (SIGTERM)
 * @property {() => Promise<void>} kill9 ends it as a crash would, children included
 * @property {() => string} logText
 *
 * @typedef {object} StartOptions
 * @property {string} userFolder
 * @property {number} [port] taken where it is free, else another
 * @property {number} [brokerPort] the same for n8n's task runners
 * @property {Record<string, string>} [env]
 * @property {string} [logFile] default: n8n.log in the user folder; appended to
 * @property {number} [readyWithinMs]
 * @property {(line: string) => void} [log]
 */

/** @param {string} url */
async function isAnswering(url) {
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

/**
 * @param {Required<Pick<StartOptions, 'userFolder' | 'port' | 'brokerPort' | 'env' | 'logFile'>>} options
 * @returns {RunningN8n}
 */
function launch({ userFolder, port, brokerPort, env, logFile }) {
	const logOffset = fs.existsSync(logFile) ? fs.statSync(logFile).size : 0;
	const logDescriptor = fs.openSync(logFile, 'a');
	const child = spawnOwned(nodeBinary, [n8nScript, 'start'], {
		cwd: userFolder,
		env: n8nEnvironment({ userFolder, port, brokerPort }, env),
		stdio: ['ignore', logDescriptor, logDescriptor],
	});
	fs.closeSync(logDescriptor);

	let ended = false;
	/** @type {Promise<number | null>} */
	const exited = new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (exitCode) => {
			ended = true;
			// A task runner that n8n did not end itself must not stay behind.
			signalGroup(child, 'SIGKILL');
			resolve(exitCode);
		});
	});

	/** @param {NodeJS.Signals} signal */
	const end = async (signal) => {
		if (ended) return;
		if (signal === 'SIGKILL') signalGroup(child, signal);
		else child.kill(signal);
		const waiting = new AbortController();
		const overdue = sleep(STOP_WITHIN_MS, undefined, { signal: waiting.signal }).then(
			() => signalGroup(child, 'SIGKILL'),
			() => undefined,
		);
		await exited;
		waiting.abort();
		await overdue;
	};

	return {
		url: `http://127.0.0.1:${port}`,
		port,
		brokerPort,
		pid: child.pid ?? 0,
		userFolder,
		logFile,
		exited,
		stop: async () => await end('SIGTERM'),
		kill9: async () => await end('SIGKILL'),
		logText: () => fs.readFileSync(logFile).subarray(logOffset).toString('utf8'),
	};
}

/** @param {RunningN8n} n8n */
function lastLogLines(n8n) {
	return n8n.logText().trimEnd().split('\n').slice(-SHOWN_LOG_LINES).join('\n');
}

/**
 * @param {RunningN8n} n8n
 * @param {number} readyWithinMs
 * @param {(line: string) => void} log
 */
async function waitUntilReady(n8n, readyWithinMs, log) {
	const startedMs = Date.now();
	let saidMs = startedMs;
	let hasEnded = false;
	n8n.exited.then(
		() => (hasEnded = true),
		() => (hasEnded = true),
	);
	while (!(n8n.logText().includes('Editor is now accessible') && (await isAnswering(n8n.url)))) {
		const elapsed = formatElapsed(Date.now() - startedMs);
		if (hasEnded) {
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
 * @param {StartOptions} options
 * @returns {Promise<RunningN8n>}
 * @throws {Error} with the end of n8n's log where it does not start
 */
async function startN8n({
	userFolder,
	port: preferredPort = DEFAULT_PORT,
	brokerPort: preferredBrokerPort = DEFAULT_BROKER_PORT,
	env = {},
	logFile = path.join(userFolder, 'n8n.log'),
	readyWithinMs = READY_WITHIN_MS,
	log = () => undefined,
}) {
	fs.mkdirSync(path.join(userFolder, '.n8n-files'), { recursive: true });
	for (let attempt = 1; ; attempt += 1) {
		const port = await findFreePort(preferredPort);
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

module.exports = { startN8n };
