const fs = require('node:fs');
const { setTimeout: sleep } = require('node:timers/promises');

const { signalGroup, spawnOwned } = require('../host/processes');

const READY_WITHIN_MS = 120_000;
const END_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 100;

/**
 * Starts a program that runs until it is ended, and waits until its log says that it is ready.
 *
 * @param {object} options
 * @param {string} options.title
 * @param {string} options.command
 * @param {string[]} options.args
 * @param {import('node:child_process').SpawnOptions} [options.spawn]
 * @param {string} options.logFile
 * @param {RegExp} options.ready
 * @param {NodeJS.Signals} [options.stopSignal]
 */
async function startProcess({
	title,
	command,
	args,
	spawn = {},
	logFile,
	ready,
	stopSignal = 'SIGTERM',
}) {
	const log = fs.openSync(logFile, 'a');
	const logOffset = fs.fstatSync(log).size;
	const child = spawnOwned(command, args, { ...spawn, stdio: ['ignore', log, log] });
	fs.closeSync(log);
	let ended = false;
	const exited = new Promise((resolve) => {
		const end = () => {
			ended = true;
			resolve();
		};
		child.once('exit', end);
		child.once('error', end);
	});
	// One that is started again goes on in the same log.
	const logText = () => fs.readFileSync(logFile).subarray(logOffset).toString('utf8');

	/** @param {NodeJS.Signals} signal */
	const end = async (signal) => {
		if (ended) return;
		if (signal === 'SIGKILL') signalGroup(child, signal);
		else child.kill(signal);
		const overdue = new AbortController();
		const late = sleep(END_WITHIN_MS, undefined, { signal: overdue.signal }).then(
			() => signalGroup(child, 'SIGKILL'),
			() => undefined,
		);
		await exited;
		overdue.abort();
		await late;
	};

	const deadlineMs = Date.now() + READY_WITHIN_MS;
	while (!ready.test(logText())) {
		if (ended || Date.now() > deadlineMs) {
			await end('SIGKILL');
			throw new Error(`${title} did not start. Its log ends with:\n${logText().slice(-3000)}`);
		}
		await sleep(LOOK_EVERY_MS);
	}
	return {
		pid: child.pid,
		logText,
		stop: async () => await end(stopSignal),
		kill9: async () => await end('SIGKILL'),
	};
}

module.exports = { startProcess };
