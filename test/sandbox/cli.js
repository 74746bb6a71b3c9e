#!/usr/bin/env node
'use strict';

const { Command, InvalidArgumentError, Option } = require('commander');
const { SANDBOX_KEY, seededFaults, startSandbox } = require('./index.js');

const USUAL_PORT = 4010;
const PORTS_TO_TRY = 20;

const numberFrom = (least, most) => (text) => {
	const value = Number(text);
	if (text.trim() === '' || !(value >= least && value <= most)) {
		throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
	}
	return value;
};

function wholeNumber(text) {
	const value = numberFrom(0, Number.MAX_SAFE_INTEGER)(text);
	if (!Number.isInteger(value)) throw new InvalidArgumentError('It must be a whole number.');
	return value;
}

const LOGS = {
	all: () => true,
	problems: (record) => record.status === null || record.status >= 400 || record.fault !== null,
	none: () => false,
};

const program = new Command('sandbox')
	.description("Answers as Segmind's API does for the PixVerse models, without costs.")
	.option('--port <number>', 'port; the next free one if taken', wholeNumber, USUAL_PORT)
	.option('--host <address>', 'address to listen on; 0.0.0.0 for containers', '127.0.0.1')
	.option('--job-seconds <seconds>', 'how long a video takes', numberFrom(0, 86_400), 3)
	.option('--rate-limit <requests>', 'requests per minute; 0 is no limit', wholeNumber, 0)
	.option('--credits <dollars>', 'money in the account', numberFrom(0, 1e9), 100)
	.option('--fail-rate <share>', 'share of jobs that fail, 0 to 1', numberFrom(0, 1), 0)
	.option('--fault-rate <share>', 'share of requests that break, 0 to 1', numberFrom(0, 1), 0)
	.option('--seed <seed>', 'which jobs fail and which requests break', '1')
	.addOption(
		new Option('--log <which>', 'requests to print').choices(Object.keys(LOGS)).default('all'),
	);

/** @param {object} wanted from the command line */
function optionsFrom(wanted) {
	const failing = {
		phase: ['submit', 'sync'],
		kind: 'job',
		probability: wanted.failRate,
		fails: 'The sandbox was started with a share of failing jobs',
	};
	const breaking = seededFaults({ seed: wanted.seed, rate: wanted.faultRate });
	return {
		host: wanted.host,
		port: wanted.port,
		jobDurationMs: wanted.jobSeconds * 1000,
		rateLimitPerMinute: wanted.rateLimit || null,
		credits: wanted.credits,
		seed: wanted.seed,
		faults: wanted.failRate > 0 ? [failing, ...breaking] : breaking,
		log: (line, record) => {
			if (LOGS[wanted.log](record)) console.log(line);
		},
	};
}

async function startOnFreePort(options, tries = PORTS_TO_TRY) {
	try {
		return await startSandbox(options);
	} catch (error) {
		if (error.code !== 'EADDRINUSE' || tries === 1) throw error;
		return await startOnFreePort({ ...options, port: options.port + 1 }, tries - 1);
	}
}

const greeting = ({ url }) => `The PixVerse sandbox runs at ${url}

In n8n, open the Segmind API credential and set
  API Key       ${SANDBOX_KEY}
  API Base URL  ${url}

Nothing here costs money. Put [fail] or [moderated] into a prompt to see a job fail.
Press Ctrl+C to stop.
`;

async function run() {
	const sandbox = await startOnFreePort(optionsFrom(program.parse().opts()));
	console.log(greeting(sandbox));
	for (const signal of ['SIGINT', 'SIGTERM']) {
		process.once(signal, () => void sandbox.close());
	}
}

run().catch((error) => {
	console.error(`The sandbox could not start: ${error.message}`);
	process.exitCode = 1;
});
