// The fuzzed answers of the unit tests, as many as a campaign wants.
import { execFile } from 'node:child_process';
import path from 'node:path';

import { z } from '../support/json';

const PROJECT = path.resolve(__dirname, '../..');
const SUITE = 'unit/transport/segmind/fuzz';
/** To the submit, the status, the result, of the history, of v1: a test each. */
const KINDS = 5;
const LONGEST_OUTPUT_BYTES = 64 * 1024 * 1024;

const reportSchema = z.object({
	testResults: z.array(
		z.object({
			assertionResults: z.array(
				z.object({ title: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
			),
		}),
	),
});

/** How many answers did no harm, and what each harmful kind showed; fast-check's text repeats it. */
export interface FuzzTally {
	passed: number;
	violations: string[];
}

/** @param answers in all, in equal shares of each kind of call */
export async function fuzz(answers: number): Promise<FuzzTally> {
	const each = Math.ceil(answers / KINDS);
	const { testResults } = reportSchema.parse(JSON.parse(await runJest(each)));
	const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
	if (tests.length !== KINDS) {
		return { passed: 0, violations: [`${tests.length} of ${KINDS} kinds of answers were tried`] };
	}
	const good = tests.filter(({ status }) => status === 'passed');
	const bad = tests.filter(({ status }) => status !== 'passed');
	return {
		passed: good.length * each,
		violations: bad.map(({ title, failureMessages }) => `${title}: ${failureMessages.join('\n')}`),
	};
}

/** @returns jest's report; it ends with 1 where a test failed, and the report says so, too */
async function runJest(runs: number): Promise<string> {
	const jest = require.resolve('jest/bin/jest');
	const args = [
		jest,
		'--selectProjects',
		'unit',
		'--testPathPatterns',
		SUITE,
		'--json',
		'--silent',
	];
	const env = { ...process.env, FUZZ_RUNS: String(runs) };
	return await new Promise((resolve, reject) => {
		execFile(
			process.execPath,
			args,
			{ cwd: PROJECT, env, maxBuffer: LONGEST_OUTPUT_BYTES },
			(error, stdout, stderr) => {
				if (error && stdout === '') reject(new Error(stderr, { cause: error }));
				else resolve(stdout);
			},
		);
	});
}
