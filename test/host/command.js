'use strict';

const { formatElapsed } = require('./progress');
const { signalGroup, spawnOwned } = require('./processes');

const HEARTBEAT_MS = 5_000;
const KEPT_OUTPUT_CHARS = 20_000;
const SHOWN_LINES = 25;
const NPM_CHATTER = /^npm (http|warn|info) /;

/** A program that ended with another exit code than 0, or did not end in time. */
class CommandError extends Error {
	/**
	 * @param {string} message
	 * @param {string} output what the program printed last
	 */
	constructor(message, output) {
		const lines = output.split('\n').filter((line) => line.trim() && !NPM_CHATTER.test(line));
		const shown = lines.slice(-SHOWN_LINES).join('\n');
		super(shown ? `${message}. It printed last:\n${shown}` : message);
		this.name = 'CommandError';
		this.output = output;
	}
}

/**
 * Runs a program to its end, and says every few seconds how long it has been running.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {object} options
 * @param {string} options.title what the user reads, e.g. "Installing n8n"
 * @param {(line: string) => void} options.log
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {number} [options.timeoutMs] unlimited without it
 * @param {(text: string) => void} [options.onOutput] gets what it prints, as it comes
 * @param {() => string} [options.measure] how far it got, for the progress lines
 * @returns {Promise<string>} what the program printed last (about 20,000 characters)
 * @throws {CommandError}
 */
async function runCommand(command, args, options) {
	const { title, log, cwd, env, timeoutMs, onOutput, measure } = options;
	const startedMs = Date.now();
	let output = '';
	const child = spawnOwned(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
	const keep = (/** @type {Buffer} */ chunk) => {
		const text = chunk.toString();
		onOutput?.(text);
		output = (output + text).slice(-KEPT_OUTPUT_CHARS);
	};
	child.stdout?.on('data', keep);
	child.stderr?.on('data', keep);

	const heartbeat = setInterval(() => {
		const measured = measure?.();
		const elapsed = formatElapsed(Date.now() - startedMs);
		log(`  … ${title}: ${elapsed}${measured ? `, ${measured}` : ''}`);
	}, HEARTBEAT_MS);
	let timedOut = false;
	const deadline =
		timeoutMs &&
		setTimeout(() => {
			timedOut = true;
			signalGroup(child, 'SIGKILL');
		}, timeoutMs);

	try {
		const [exitCode, signal] = await new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('close', (...ended) => resolve(ended));
		});
		if (timedOut) {
			throw new CommandError(`${title}: not done after ${formatElapsed(timeoutMs)}`, output);
		}
		if (exitCode !== 0) {
			const how = signal ? `ended by ${signal}` : `ended with exit code ${exitCode}`;
			throw new CommandError(`${title}: "${command} ${args.join(' ')}" ${how}`, output);
		}
		return output;
	} finally {
		clearInterval(heartbeat);
		clearTimeout(deadline || undefined);
	}
}

module.exports = { CommandError, runCommand };
