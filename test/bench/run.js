#!/usr/bin/env node
'use strict';

// Measures the built node beside what a user would pick instead, on this machine.
const fs = require('node:fs');
const path = require('node:path');
const { Command } = require('commander');

const { ensureHost } = require('../host/install');
const { projectFolder } = require('../host/paths');
const { installPackage } = require('./installed');
const { measureAll } = require('./measureAll');
const { drawJobs, moduleOf, SPREAD } = require('./measures/poll');
const { plotOf } = require('./plot');
const { mean } = require('./statistics');
const { summarise } = require('./summary');
const { tableOf } = require('./table');
const { failuresOf, SLACK, targetsOf } = require('./targets');

const program = new Command('bench')
	.description('Measures the built node beside its references: table, then one line of JSON.')
	.option('--quick', 'few repetitions, for CI; fails when a ratio is much worse than promised')
	.option('--docs', 'write the plot and the README table to docs/');

const say = (line) => console.error(line);

function writeDocs(table, poll, packageDir) {
	const docs = path.join(projectFolder, 'docs');
	const jobs = drawJobs(moduleOf(packageDir, 'models/index.js'), SPREAD);
	const averageS = mean(jobs.map(({ durationMs }) => durationMs)) / 1000;
	fs.mkdirSync(docs, { recursive: true });
	fs.writeFileSync(path.join(docs, 'poll-schedule.svg'), plotOf(poll, averageS));
	const snippet = `<!-- bench:start -->\n${table}\n<!-- bench:end -->\n`;
	fs.writeFileSync(path.join(docs, 'performance-table.md'), snippet);
}

async function run() {
	const { quick: isQuick = false, docs = false } = program.parse().opts();
	await ensureHost({ log: say });
	const installed = installPackage();
	try {
		const measured = await measureAll(installed, { isQuick, say });
		const summary = summarise(measured, installed);
		const table = tableOf(summary, measured);
		const targets = targetsOf(summary, measured);
		if (docs) writeDocs(table, measured.poll, installed.packageDir);
		console.log(`${table}\n`);
		for (const { name, value, target } of targets) {
			const verdict = value <= target ? 'met' : 'MISSED';
			console.log(`${verdict}: ${name} ${Number(value.toPrecision(3))} (target ${target})`);
		}
		const failures = failuresOf(targets);
		for (const failure of failures) say(`More than ${SLACK} x the target. ${failure}`);
		if (isQuick && failures.length > 0) process.exitCode = 1;
		console.log(JSON.stringify(summary));
	} finally {
		installed.remove();
	}
}

run().catch((error) => {
	say(`The bench could not run: ${error.stack}`);
	process.exitCode = 1;
});
