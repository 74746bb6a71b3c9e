import { readFileSync } from 'node:fs';

import { Command, InvalidArgumentError, Option } from 'commander';

import { checkSeed, type SeededJob } from './account/seededJobs';
import type { Fault } from './faults/parameters';
import { seededFaults } from './faults/seeded';
import type { RequestRecord } from './records';

const USUAL_PORT = 4010;

const numberFrom = (least: number, most: number) => (text: string) => {
	const value = Number(text);
	if (text.trim() === '' || !(value >= least && value <= most)) {
		throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
	}
	return value;
};

function wholeNumber(text: string): number {
	const value = numberFrom(0, Number.MAX_SAFE_INTEGER)(text);
	if (!Number.isInteger(value)) throw new InvalidArgumentError('It must be a whole number.');
	return value;
}

function jobsIn(file: string): SeededJob[] {
	try {
		const jobs: unknown = JSON.parse(readFileSync(file, 'utf8'));
		if (!Array.isArray(jobs)) throw new TypeError('It holds no list.');
		return jobs.map((job: unknown) => {
			checkSeed(job);
			return job;
		});
	} catch (error) {
		throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
	}
}

const LOGS = {
	all: () => true,
	problems: ({ status, fault }: RequestRecord) =>
		status === null || status >= 400 || fault !== null,
	none: () => false,
};

/** What the command line says. */
export interface Wanted {
	port: number;
	host: string;
	jobSeconds: number;
	rateLimit: number;
	credits: number;
	failRate: number;
	faultRate: number;
	history?: SeededJob[];
	seed: string;
	log: keyof typeof LOGS;
}

/** The command line, to be parsed; `opts<Wanted>()` then says what is wanted. */
export const commandLine = (): Command =>
	new Command('sandbox')
		.description("Answers as Segmind's API does for the PixVerse models, without costs.")
		.option('--port <number>', 'port; the next free one if taken', wholeNumber, USUAL_PORT)
		.option('--host <address>', 'address to listen on; 0.0.0.0 for containers', '127.0.0.1')
		.option('--job-seconds <seconds>', 'how long a video takes', numberFrom(0, 86_400), 3)
		.option('--rate-limit <requests>', 'requests per minute; 0 is no limit', wholeNumber, 0)
		.option('--credits <dollars>', 'money in the account', numberFrom(0, 1e9), 100)
		.option('--fail-rate <share>', 'share of jobs that fail, 0 to 1', numberFrom(0, 1), 0)
		.option('--fault-rate <share>', 'share of requests that break, 0 to 1', numberFrom(0, 1), 0)
		.option('--history <file>', 'JSON list of jobs that were ordered before', jobsIn)
		.option('--seed <seed>', 'which jobs fail and which requests break', '1')
		.addOption(
			new Option('--log <which>', 'requests to print').choices(Object.keys(LOGS)).default('all'),
		);

function faultsFrom(wanted: Wanted): Fault[] {
	const breaking = seededFaults({ seed: wanted.seed, rate: wanted.faultRate });
	if (wanted.failRate === 0) return breaking;
	const failing: Fault = {
		phase: ['submit', 'sync'],
		kind: 'job',
		probability: wanted.failRate,
		fails: 'The sandbox was started with a share of failing jobs',
	};
	return [failing, ...breaking];
}

/** The options of the sandbox that is wanted. */
export const optionsFrom = (wanted: Wanted) => ({
	host: wanted.host,
	port: wanted.port,
	jobDurationMs: wanted.jobSeconds * 1000,
	rateLimitPerMinute: wanted.rateLimit || null,
	credits: wanted.credits,
	seed: wanted.seed,
	history: wanted.history,
	faults: faultsFrom(wanted),
	log: (line: string, record: RequestRecord) => {
		if (LOGS[wanted.log](record)) console.log(line);
	},
});
