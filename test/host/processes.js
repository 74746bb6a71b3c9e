'use strict';

const { spawn } = require('node:child_process');

/**
 * Every program that these tools start is the leader of a process group of its own, so that it
 * can be ended together with its children by its own process ID, and none outlives this process.
 */

const PARENT_LOOK_EVERY_MS = 1_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** @type {((signal: NodeJS.Signals) => void) | undefined} */
let interruptHandler;
let watching = false;

/**
 * Sends a signal to a program that `spawnOwned` started, and to its children.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
	if (child.pid === undefined) return;
	try {
		if (process.platform === 'win32') child.kill(signal);
		else process.kill(-child.pid, signal);
	} catch (error) {
		// Gone already, which is what the caller wants.
		if (error.code !== 'ESRCH') throw error;
	}
}

/** @param {NodeJS.Signals} signal */
function signalAll(signal) {
	for (const child of running) signalGroup(child, signal);
}

function watchOwnEnd() {
	if (watching) return;
	watching = true;
	process.on('exit', () => signalAll('SIGKILL'));
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
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
 *
 * @param {() => void} handler
 */
function whenNpmIsGone(handler) {
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
 * @param {(signal: NodeJS.Signals) => void} handler called once per signal, which may come twice
 * (from the terminal, and again from npm)
 */
function onInterrupt(handler) {
	interruptHandler = handler;
	watchOwnEnd();
	whenNpmIsGone(() => handler('SIGTERM'));
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
function spawnOwned(command, args, options) {
	watchOwnEnd();
	const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
	running.add(child);
	const forget = () => running.delete(child);
	child.once('exit', forget);
	child.once('error', forget);
	return child;
}

module.exports = { onInterrupt, signalGroup, spawnOwned };
