// One way to run a suite that is no jest: titles, times, `--only`, the exit code, and the last line
// "N passed, N failed".
import { parseArgs } from 'node:util';

import { formatElapsed, withProgress } from '../host/progress';
import { stackOf } from './errors';

/** How many checks a case stands for, where it is more than one. */
export interface Tally {
	passed: number;
	failed: number;
	figures?: string;
}

/** One line of a suite; it fails by throwing, or by a tally with failures. */
export interface Case<Context> {
	title: string;
	/** Short, for `--only`; the title is looked through, too. */
	name?: string;
	/** @returns figures worth to be read, or a tally */
	run(context: Context): Promise<string | Tally | void>;
}

export interface SuiteOptions<Context> {
	/** Starts what the cases share; not called where no case is chosen. */
	open: () => Promise<Context>;
	/** Ends what `open` started. What `open` leaves behind when it fails is its own to end. */
	close?: (context: Context, failed: number) => Promise<void>;
	/** Before each case. */
	reset?: (context: Context) => Promise<void> | void;
	/** @returns what to print beside a failure, e.g. where a picture of it lies */
	explain?: (context: Context, title: string, name: string) => Promise<string>;
	/** Texts, of which a case's title or name must hold one; the command line's by default. */
	only?: string[];
	/** A case that takes longer has failed; unlimited without. */
	caseWithinMs?: number;
}

/** For parseArgs: what every suite's command line takes. */
export const SUITE_ARGUMENTS = {
	only: { type: 'string', multiple: true, default: [] },
	help: { type: 'boolean', default: false },
} satisfies NonNullable<Parameters<typeof parseArgs>[0]>['options'];

const log = console.log;

/** The texts after `--only` on the command line; ends the process with its usage for `--help`. */
export function onlyFromCommandLine(
	usage = '--only <text>  the cases whose title holds it',
): string[] {
	const { values } = parseArgs({ options: SUITE_ARGUMENTS });
	if (values.help) {
		log(usage);
		process.exit(0);
	}
	return values.only;
}

/** The cases whose title or name holds one of the texts, in any case; all where there is none. */
export function chooseCases<C extends { title: string; name?: string }>(
	cases: C[],
	only: string[],
): C[] {
	const wanted = only.map((text) => text.toLowerCase());
	const isWanted = ({ title, name = '' }: C) =>
		wanted.some((text) => `${name} ${title}`.toLowerCase().includes(text));
	return wanted.length === 0 ? cases : cases.filter(isWanted);
}

/** @throws what the work throws, or an Error when the time is over */
export async function within<T>(limitMs: number | undefined, work: Promise<T>): Promise<T> {
	if (limitMs === undefined) return await work;
	let timer: NodeJS.Timeout | undefined;
	const overdue = new Promise<never>((_, reject) => {
		const late = new Error(`not done after ${formatElapsed(limitMs)}`);
		timer = setTimeout(() => reject(late), limitMs);
	});
	try {
		return await Promise.race([work, overdue]);
	} finally {
		clearTimeout(timer);
	}
}

async function runCase<Context>(
	one: Case<Context>,
	context: Context,
	{ reset, explain, caseWithinMs }: SuiteOptions<Context>,
): Promise<Tally> {
	const startedMs = Date.now();
	const took = () => formatElapsed(Date.now() - startedMs);
	try {
		await reset?.(context);
		const said = (await within(caseWithinMs, one.run(context))) ?? '';
		const tally = typeof said === 'string' ? { passed: 1, failed: 0, figures: said } : said;
		const figures = tally.figures ? `; ${tally.figures}` : '';
		log(`${tally.failed > 0 ? 'FAILED' : 'ok    '}  ${one.title} (${took()}${figures})`);
		return tally;
	} catch (error) {
		const more = await explain?.(context, one.title, one.name ?? one.title);
		log(`FAILED  ${one.title} (${took()})\n${stackOf(error)}${more ? `\n${more}` : ''}`);
		return { passed: 0, failed: 1 };
	}
}

async function runCases<Context>(
	name: string,
	cases: Array<Case<Context>>,
	options: SuiteOptions<Context>,
): Promise<Tally> {
	const sum = { passed: 0, failed: 0 };
	const context = await withProgress(`Preparing ${name}`, log, async () => await options.open());
	try {
		for (const one of cases) {
			const { passed, failed } = await runCase(one, context, options);
			sum.passed += passed;
			sum.failed += failed;
		}
	} finally {
		await options.close?.(context, sum.failed);
	}
	return sum;
}

/**
 * Runs the cases one after the other and ends the process: with 0 where all passed, with 1 where one
 * failed, none was chosen, or what they need did not start. The last line is "N passed, N failed".
 *
 * @param name what is run, as in "Preparing <name>"
 */
export async function runSuite<Context>(
	name: string,
	cases: Array<Case<Context>>,
	options: SuiteOptions<Context>,
): Promise<never> {
	const only = options.only ?? onlyFromCommandLine();
	const chosen = chooseCases(cases, only);
	let sum: Tally = { passed: 0, failed: 1 };
	const startedMs = Date.now();
	try {
		if (chosen.length === 0) throw new Error(`Nothing of ${name} holds "${only.join('", "')}"`);
		sum = await runCases(name, chosen, options);
	} catch (error) {
		console.error(stackOf(error));
	}
	log(`${name} took ${formatElapsed(Date.now() - startedMs)}.`);
	log(`${sum.passed} passed, ${sum.failed} failed`);
	process.exit(sum.failed > 0 ? 1 : 0);
}
