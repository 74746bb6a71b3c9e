// npm run bench: the built node beside what a user would pick instead, on this machine.
import fs from 'node:fs';
import path from 'node:path';

import { ensureHost } from '../host/install';
import { projectFolder } from '../host/paths';
import { Command } from '../support/commander';
import { stackOf } from '../support/errors';
import { installPackage } from './installed';
import { measureAll } from './measureAll';
import type { SimulatedPolls } from './measures/poll';
import { plotOf } from './plot';
import { summarise } from './summary';
import { tableOf } from './table';
import { describeTarget, failuresOf, SLACK, targetsOf, verdictOf } from './targets';

const program = new Command('bench')
	.description('Measures the built node beside its references: table, then one line of JSON.')
	.option('--quick', 'few repetitions, for CI; fails when a ratio is much worse than promised')
	.option('--docs', 'write the plot and the README table to docs/');

const say = (line: string) => console.error(line);

function writeDocs(table: string, poll: SimulatedPolls): void {
	const docs = path.join(projectFolder, 'docs');
	fs.writeFileSync(path.join(docs, 'poll-schedule.svg'), plotOf(poll));
	const snippet = `<!-- bench:start -->\n${table}\n<!-- bench:end -->\n`;
	fs.writeFileSync(path.join(docs, 'performance-table.md'), snippet);
}

async function run(): Promise<void> {
	const options = program.parse().opts<{ quick?: true; docs?: true }>();
	const isQuick = options.quick ?? false;
	await ensureHost({ log: say });
	const installed = installPackage();
	try {
		const measured = await measureAll(installed, { isQuick, say });
		const summary = summarise(measured, installed);
		const table = await tableOf(summary, measured);
		const targets = targetsOf(summary, measured);
		if (options.docs) writeDocs(table, measured.poll);
		console.log(`${table}\n`);
		for (const one of targets) console.log(`${verdictOf(one)}: ${describeTarget(one)}`);
		const failures = failuresOf(targets);
		for (const failure of failures) say(`More than ${SLACK} x the target. ${failure}`);
		if (isQuick && failures.length > 0) process.exitCode = 1;
		console.log(JSON.stringify(summary));
	} finally {
		installed.remove();
	}
}

run().catch((error: unknown) => {
	say(`The bench could not run: ${stackOf(error)}`);
	process.exitCode = 1;
});
