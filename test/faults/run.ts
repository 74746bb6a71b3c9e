// The fault campaign: random schedules of faults, each from a seed that repeats it.
import path from 'node:path';

import { program } from 'commander';

import { loadJobs } from '../support/simulated/jobs';
import { runInEngine, startEngine } from './engine';
import { fuzz } from './fuzz';
import { sabotage, SABOTAGES } from './sabotage';
import { runSimulated, type ScheduleResult } from './simulated';

type Campaign = 'engine' | 'simulated';

/** Schedules side by side in the engine: most of their time is waiting. */
const SIDE_BY_SIDE: Readonly<Record<Campaign, number>> = { engine: 16, simulated: 1 };
const MOST_SHOWN = 20;

function count(text: string): number {
	const number = Number(text);
	if (!Number.isInteger(number) || number < 0) throw new Error(`${text} is not a count`);
	return number;
}

interface Options {
	engine: number;
	simulated: number;
	fuzz: number;
	seed: number;
	sabotage?: string;
}

program
	.description('Runs random schedules of faults against the node, and checks that nothing is lost')
	.option('--engine <count>', 'schedules through the real engine', count, 200)
	.option('--simulated <count>', 'schedules in simulated time', count, 5000)
	.option('--fuzz <count>', 'answers that nobody foresaw', count, 5000)
	.option('--seed <seed>', 'seed of the first schedule; the others follow', count, 1)
	.option(
		'--sabotage <what>',
		`switch something off in a copy: ${Object.keys(SABOTAGES).join(', ')}`,
	)
	.parse();

interface Counts {
	passed: number;
	failed: number;
}

interface Tally extends Counts {
	requests: number;
	accepted: number;
	ends: Record<string, number>;
}

/** Runs the schedules of so many seeds; prints progress and violations. */
async function campaign(
	name: Campaign,
	total: number,
	firstSeed: number,
	run: (seed: number) => Promise<ScheduleResult>,
): Promise<Tally> {
	const tally: Tally = { passed: 0, failed: 0, requests: 0, accepted: 0, ends: {} };
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
	await Promise.all(Array.from({ length: SIDE_BY_SIDE[name] }, work));
	const seconds = Math.round((Date.now() - startedAt) / 1000);
	console.log(
		`${name}: ${total} schedules in ${seconds} s, ${tally.requests} requests, ` +
			`${tally.accepted} jobs accepted, ends: ${JSON.stringify(tally.ends)}`,
	);
	return tally;
}

function report(name: Campaign, seed: number, violations: readonly string[], tally: Tally): void {
	tally.failed += 1;
	if (tally.failed > MOST_SHOWN) return;
	const other = name === 'engine' ? 'simulated' : 'engine';
	console.log(`VIOLATION, repeat with --fuzz 0 --${name} 1 --${other} 0 --seed ${seed}`);
	for (const violation of violations.slice(0, 5)) console.log(`  ${violation}`);
}

/** Fuzzed answers meet the sources; a copy in which something is switched off has none. */
async function fuzzCampaign({ fuzz: total, sabotage: off }: Options): Promise<Counts> {
	if (total === 0 || off !== undefined) return { passed: 0, failed: 0 };
	const startedAt = Date.now();
	const { passed, violations } = await fuzz(total);
	for (const violation of violations) console.log(`VIOLATION by an answer ${violation}`);
	const seconds = Math.round((Date.now() - startedAt) / 1000);
	console.log(`fuzz: ${passed} answers in ${seconds} s`);
	return { passed, failed: violations.length };
}

async function main(): Promise<Counts> {
	const options = program.opts<Options>();
	const fuzzed = await fuzzCampaign(options);
	const { packageDir, remove } = sabotage(options.sabotage);
	try {
		const jobs = await loadJobs(
			async (name) =>
				(await import(path.join(packageDir, 'dist/nodes/PixVerse', `${name}.js`))) as unknown,
		);
		const simulated = await campaign(
			'simulated',
			options.simulated,
			options.seed,
			async (seed) => await runSimulated(jobs, seed),
		);
		const world = await startEngine(packageDir);
		const engine = await campaign(
			'engine',
			options.engine,
			options.seed,
			async (seed) => await runInEngine(world, seed),
		);
		await world.close();
		return {
			passed: fuzzed.passed + simulated.passed + engine.passed,
			failed: fuzzed.failed + simulated.failed + engine.failed,
		};
	} finally {
		remove();
	}
}

main().then(
	({ passed, failed }) => {
		console.log(`${passed} passed, ${failed} failed`);
		process.exit(failed > 0 ? 1 : 0);
	},
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
