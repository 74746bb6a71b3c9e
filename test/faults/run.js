// The fault campaign: random schedules of faults, each from a seed that repeats it.
const path = require('node:path');
const { program } = require('commander');
const { loadJobs } = require('../support/simulatedRun');
const { runInEngine, startEngine } = require('./engine');
const { sabotage, SABOTAGES } = require('./sabotage');
const { runSimulated } = require('./simulated');

/** Schedules side by side in the engine: most of their time is waiting. */
const SIDE_BY_SIDE = 12;
const MOST_SHOWN = 20;

const count = (text) => {
	const number = Number(text);
	if (!Number.isInteger(number) || number < 0) throw new Error(`${text} is not a count`);
	return number;
};

program
	.description('Runs random schedules of faults against the node, and checks that nothing is lost')
	.option('--engine <count>', 'schedules through the real engine', count, 200)
	.option('--simulated <count>', 'schedules in simulated time', count, 5000)
	.option('--seed <seed>', 'seed of the first schedule; the others follow', count, 1)
	.option(
		'--sabotage <what>',
		`switch something off in a copy: ${Object.keys(SABOTAGES).join(', ')}`,
	)
	.parse();

/** Runs the schedules of `total` seeds, `sideBySide` at a time; prints progress and violations. */
async function campaign(name, total, firstSeed, sideBySide, run) {
	const tally = { passed: 0, failed: 0, requests: 0, accepted: 0, ends: {} };
	const startedAt = Date.now();
	let next = firstSeed;
	const work = async () => {
		while (next < firstSeed + total) {
			const seed = next;
			next += 1;
			const { violations, requests, accepted, end } = await run(seed);
			tally.requests += requests;
			tally.accepted += accepted;
			tally.ends[end] = (tally.ends[end] ?? 0) + 1;
			if (violations.length === 0) tally.passed += 1;
			else report(name, seed, violations, tally);
			const done = tally.passed + tally.failed;
			if (done % Math.ceil(total / 10) === 0) console.log(`${name}: ${done} of ${total}`);
		}
	};
	await Promise.all(Array.from({ length: sideBySide }, work));
	const seconds = Math.round((Date.now() - startedAt) / 1000);
	console.log(
		`${name}: ${total} schedules in ${seconds} s, ${tally.requests} requests, ` +
			`${tally.accepted} jobs accepted, ends: ${JSON.stringify(tally.ends)}`,
	);
	return tally;
}

function report(name, seed, violations, tally) {
	tally.failed += 1;
	if (tally.failed > MOST_SHOWN) return;
	console.log(`VIOLATION, repeat with --${name} 1 --${other(name)} 0 --seed ${seed}`);
	for (const violation of violations.slice(0, 5)) console.log(`  ${violation}`);
}

const other = (name) => (name === 'engine' ? 'simulated' : 'engine');

async function main() {
	const options = program.opts();
	const { packageDir, remove } = sabotage(options.sabotage);
	try {
		const jobs = loadJobs((name) =>
			require(path.join(packageDir, 'dist/nodes/PixVerse/jobs', name)),
		);
		const simulated = await campaign('simulated', options.simulated, options.seed, 1, (seed) =>
			runSimulated(jobs, seed),
		);
		const world = await startEngine(packageDir);
		const engine = await campaign('engine', options.engine, options.seed, SIDE_BY_SIDE, (seed) =>
			runInEngine(world, seed),
		);
		await world.close();
		return { passed: simulated.passed + engine.passed, failed: simulated.failed + engine.failed };
	} finally {
		remove();
	}
}

main().then(
	({ passed, failed }) => {
		console.log(`${passed} passed, ${failed} failed`);
		process.exit(failed > 0 ? 1 : 0);
	},
	(error) => {
		console.error(error);
		process.exit(1);
	},
);
