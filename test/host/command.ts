import type { ChildProcess } from 'node:child_process';

import { signalGroup, spawnOwned } from './processes';
import { formatElapsed } from './progress';

const HEARTBEAT_MS = 5_000;
const KEPT_OUTPUT_CHARS = 20_000;
const SHOWN_LINES = 25;
const NPM_CHATTER = /^npm (http|warn|info) /;

type End = [exitCode: number | null, signal: NodeJS.Signals | null];

/** A program that ended with another exit code than 0, or did not end in time. */
export class CommandError extends Error {
	/** @param output what the program printed last */
	constructor(
		message: string,
		readonly output: string,
	) {
		const lines = output.split('\n').filter((line) => line.trim() && !NPM_CHATTER.test(line));
		const shown = lines.slice(-SHOWN_LINES).join('\n');
		super(shown ? `${message}. It printed last:\n${shown}` : message);
		this.name = 'CommandError';
	}
}

export interface RunCommandOptions {
	/** what the user reads, e.g. "Installing n8n" */
	title: string;
	log: (line: string) => void;
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** unlimited without it */
	timeoutMs?: number;
	/** gets what it prints, as it comes */
	onOutput?: (text: string) => void;
	/** how far it got, for the progress lines */
	measure?: () => string;
}

/**
 * Runs a program to its end, and says every few seconds how long it has been running.
 *
 * @returns what the program printed last (about 20,000 characters)
 * @throws CommandError
 */
export async function runCommand(
	command: string,
	args: string[],
	options: RunCommandOptions,
): Promise<string> {
	const { title, log, cwd, env, timeoutMs, onOutput } = options;
	const startedMs = Date.now();
	let output = '';
	const child = spawnOwned(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
	const keep = (chunk: Buffer) => {
		onOutput?.(chunk.toString());
		output = `${output}${chunk.toString()}`.slice(-KEPT_OUTPUT_CHARS);
	};
	child.stdout?.on('data', keep);
	child.stderr?.on('data', keep);

	const heartbeat = setInterval(() => log(progressOf(options, startedMs)), HEARTBEAT_MS);
	let timedOut = false;
	const overdue = () => {
		timedOut = true;
		signalGroup(child, 'SIGKILL');
	};
	const deadline = timeoutMs === undefined ? undefined : setTimeout(overdue, timeoutMs);

	try {
		const [exitCode, signal] = await endOf(child);
		if (timedOut && timeoutMs !== undefined) {
			throw new CommandError(`${title}: not done after ${formatElapsed(timeoutMs)}`, output);
		}
		if (exitCode !== 0) {
			const how = signal ? `ended by ${signal}` : `ended with exit code ${exitCode}`;
			throw new CommandError(`${title}: "${command} ${args.join(' ')}" ${how}`, output);
		}
		return output;
	} finally {
		clearInterval(heartbeat);
		clearTimeout(deadline);
	}
}

function progressOf({ title, measure }: RunCommandOptions, startedMs: number): string {
	const measured = measure?.();
	const elapsed = formatElapsed(Date.now() - startedMs);
	return `  … ${title}: ${elapsed}${measured ? `, ${measured}` : ''}`;
}

async function endOf(child: ChildProcess): Promise<End> {
	return await new Promise<End>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (...ended) => resolve(ended));
	});
}
