// npm run bench: the built node beside what a user would pick instead, on this machine.
import { ensureHost } from '../host/install';
import { Command } from '../support/commander';
import { stackOf } from '../support/errors';
import { writeDocs } from './docs';
import { installPackage } from './installed';
import { measureAll } from './measureAll';
import { measureSpent } from './measures/profile';
import { summarise } from './summary';
import { describeMachine, spentTableOf, tableOf } from './table';
import { describeTarget, failuresOf, SLACK, targetsOf, verdictOf } from './targets';

const program = new Command('bench')
	.description('Measures the built node beside its references: table, then one line of JSON.')
	.option('--quick', 'few repetitions, for CI; fails when a ratio is much worse than promised')
	.option('--profile', 'also tell whose code takes the time (with --docs it always does)')
	.option('--docs', "write the tables and the plot to docs/, and the README's figures");

const WHAT_IT_IS_SPENT_ON =
	"What the time is spent on, by the CPU profiler: whose code ran, what is built into the language counting for its caller. Only the first column is this node's to change, and what it asks of the others.";

const startedMs = Date.now();
const say = (line: string) =>
	console.error(`${String(Math.round((Date.now() - startedMs) / 1000)).padStart(4)} s  ${line}`);

async function run(): Promise<void> {
	const options = program.parse().opts<{ quick?: true; docs?: true; profile?: true }>();
	const isQuick = options.quick ?? false;
	await ensureHost({ log: say });
	const installed = installPackage();
	try {
		const measured = await measureAll(installed, { isQuick, say });
		const summary = summarise(measured, installed);
		const spent =
			options.profile || options.docs ? await measureSpent(installed, { say }) : undefined;
		const date = new Date().toISOString().slice(0, 10);
		const measuredOn = `Measured on ${date}: ${await describeMachine()}.`;
		const tables = [
			tableOf(summary, measured),
			measuredOn,
			...(spent ? [WHAT_IT_IS_SPENT_ON, spentTableOf(spent)] : []),
		].join('\n\n');
		if (options.docs) writeDocs({ summary, poll: measured.poll, tables });
		console.log(`${tables}\n`);
		const targets = targetsOf(measured, installed);
		for (const one of targets) console.log(`${verdictOf(one)}: ${describeTarget(one)}`);
		const failures = failuresOf(targets);
		for (const failure of failures) say(`More than ${SLACK} x the target. ${failure}`);
		if (isQuick && failures.length > 0) process.exitCode = 1;
		say('done');
		console.log(JSON.stringify(summary));
	} finally {
		installed.remove();
	}
}

run().catch((error: unknown) => {
	say(`The bench could not run: ${stackOf(error)}`);
	process.exitCode = 1;
});
