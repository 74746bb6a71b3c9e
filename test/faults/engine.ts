// Runs of the built node in n8n's engine, each against a sandbox of its own, with a schedule of
// faults drawn from a seed. What the sandbox recorded is held against the invariants.
import type * as BackendCommon from '@n8n/backend-common';
import type { INodeParameters } from 'n8n-workflow';

import { SANDBOX_KEY, startSandbox, type RequestRecord, type Sandbox } from '../sandbox';
import { loadEngine, type Engine } from '../support/engine';
import { chanceOf, type Chance } from '../support/random';
import { createRun, summarise, type PreparedRun } from '../support/runNode';
import type { ItemSource } from '../support/workflow';
import { faultsOf } from './engineFaults';
import { engineViolations, type EngineSeen } from './engineViolations';
import type { ScheduleResult } from './simulated';

/** Longer than any schedule takes, a timeout of a submit (2 minutes) included. */
const HUNG_MS = 170_000;

/** What a user asks for beside the videos. */
function drawnWishes(chance: Chance) {
	return {
		/** A prompt that is another at each try, and the same order all the same. */
		evaluatesAnew: chance.is(0.3),
		reuseHours: chance.is(0.3) ? 24 : undefined,
		/** The user sets one before a retry; what is paid is delivered or named beside it. */
		laterCeiling: chance.oneOf<INodeParameters | undefined>([
			undefined,
			undefined,
			{ maxVideos: 1 },
			{ maxCost: 0.01 },
			{ minimumCredits: 1_000 },
		]),
	};
}

/** What a seed stands for. */
function planOf(seed: number) {
	const chance = chanceOf('engine', seed);
	const isStopped = chance.is(0.2);
	return {
		chance,
		count: chance.is(0.7) ? chance.between(1, 6) : chance.between(7, 20),
		concurrency: chance.between(1, 8),
		jobDurationMs: chance.between(10, 300),
		queueMs: chance.between(0, 20),
		pollInterval: chance.between(10, 80) / 1000,
		timeout: chance.oneOf([0.003, 0.02, 0.5, 15]),
		withPictures: chance.is(0.3),
		requestMode: chance.is(0.1) ? 'sync' : 'async',
		continues: chance.is(0.3),
		tries: chance.between(1, 3),
		retriedExecutions: chance.between(0, 2),
		hasBadItem: chance.is(0.08),
		stopAfterMs: isStopped ? chance.between(30, 2_000) : undefined,
		...drawnWishes(chance),
		faults: (decoyUrl: string) => faultsOf(chance, { isStopped, decoyUrl }),
	};
}

export type EnginePlan = ReturnType<typeof planOf>;

/** Two to four pictures among the items, so that some share one. */
const picture = (index: number): Buffer =>
	Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(64, index % 3)]);

function itemsOf({ count, withPictures, hasBadItem }: EnginePlan): ItemSource {
	return async ({ helpers }) =>
		await Promise.all(
			Array.from({ length: count }, async (_, index) => ({
				json: { prompt: hasBadItem && index === count - 1 ? '' : `item ${index};` },
				...(withPictures
					? {
							binary: {
								data: await helpers.prepareBinaryData(picture(index), 'a.png', 'image/png'),
							},
						}
					: {}),
			})),
		);
}

function nodeOf(engine: Engine, sandbox: Sandbox, plan: EnginePlan): PreparedRun {
	const { concurrency, requestMode, pollInterval, timeout } = plan;
	const kind = plan.withPictures
		? { operation: 'imageToVideo', imageSource: 'binary', imageBinaryProperty: 'data' }
		: { operation: 'textToVideo', aspectRatio: '16:9' };
	return createRun(engine, {
		items: itemsOf(plan),
		credential: { apiKey: SANDBOX_KEY, baseUrl: sandbox.url },
		settings: {
			...(plan.continues ? { onError: 'continueRegularOutput' } : {}),
			...(plan.tries > 1 ? { retryOnFail: true, maxTries: plan.tries, waitBetweenTries: 1 } : {}),
		},
		parameters: {
			resource: 'video',
			...kind,
			model: 'pixverse-4.5-video',
			prompt:
				plan.evaluatesAnew && !plan.hasBadItem
					? '={{ $json.prompt }} {{ Math.random() }}'
					: '={{ $json.prompt }}',
			duration: 5,
			quality: '540p',
			motionMode: 'normal',
			options: {
				...{ maxConcurrentJobs: concurrency, requestMode, pollInterval, timeout },
				...(plan.reuseHours === undefined ? {} : { reuseHours: plan.reuseHours }),
			},
		},
	});
}

/** Starts the engine, a decoy for redirects, and the ear at n8n's log. */
export async function startEngine(packageDir: string) {
	const engine = await loadEngine({ packageDir });
	const decoy = await startSandbox();
	const { Logger } = engine.requireOfCore('@n8n/backend-common') as typeof BackendCommon;
	const logged: string[] = [];
	const logger = engine.Container.get(Logger);
	for (const level of ['info', 'warn', 'error', 'debug'] as const) {
		logger[level] = (message, metadata) => {
			logged.push(JSON.stringify([message, metadata]));
		};
	}
	const lag = lagMeter();
	return {
		engine,
		decoy,
		logged,
		lag,
		async close() {
			lag.end();
			await decoy.close();
		},
	};
}

export type EngineWorld = Awaited<ReturnType<typeof startEngine>>;

/** How long this process was too busy to do anything: no fault of the node that it stops late then. */
function lagMeter() {
	const everyMs = 20;
	let totalMs = 0;
	let lastAt = Date.now();
	const timer = setInterval(() => {
		totalMs += Math.max(0, Date.now() - lastAt - everyMs);
		lastAt = Date.now();
	}, everyMs);
	return { totalMs: () => totalMs, end: () => clearInterval(timer) };
}

/** A submit may still be under way after a Stop, to log its ID. */
async function quiet(sandbox: Sandbox): Promise<void> {
	const isOpen = ({ phase, endedAt, fault }: RequestRecord) =>
		phase === 'submit' && endedAt === null && fault !== 'timeout' && fault !== 'stall';
	const endMs = Date.now() + 5_000;
	let seen = -1;
	while (Date.now() < endMs) {
		const { length } = sandbox.requests;
		if (seen === length && !sandbox.requests.some(isOpen)) return;
		seen = length;
		await pause(800);
	}
}

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** What the saved workflow holds, which "Retry with currently saved workflow" takes. */
function optionsOf({ workflow }: PreparedRun): object {
	const options = workflow.getNode('PixVerse')?.parameters['options'];
	return typeof options === 'object' && options !== null ? options : {};
}

async function carryOut(
	world: EngineWorld,
	sandbox: Sandbox,
	plan: EnginePlan,
): Promise<EngineSeen> {
	const node = nodeOf(world.engine, sandbox, plan);
	const running = node.start();
	const stopped: { at?: number } = {};
	let lagMs = 0;
	const timer =
		plan.stopAfterMs !== undefined &&
		setTimeout(() => {
			stopped.at = Date.now();
			lagMs = world.lag.totalMs();
			running.cancel();
		}, plan.stopAfterMs);
	let run = await running.promise;
	if (timer) clearTimeout(timer);
	const stoppedAt = stopped.at;
	const stopTookMs = Date.now() - (stoppedAt ?? 0) - (world.lag.totalMs() - lagMs);
	for (let count = 0; count < plan.retriedExecutions && summarise(run).error; count += 1) {
		if (summarise(run).status === 'canceled') break;
		Object.assign(optionsOf(node), plan.laterCeiling);
		run = await node.retry(run);
	}
	if (stoppedAt !== undefined) await quiet(sandbox);
	const busyMs = world.lag.totalMs() - lagMs;
	return { end: summarise(run), stoppedAt, stopTookMs, busyMs };
}

/** Carries out the schedule of a seed. */
export async function runInEngine(world: EngineWorld, seed: number): Promise<ScheduleResult> {
	const plan = planOf(seed);
	const { jobDurationMs, queueMs } = plan;
	const sandbox = await startSandbox({ jobDurationMs, queueMs, videoBytes: 20_000, seed });
	let timer: NodeJS.Timeout | undefined;
	try {
		for (const fault of plan.faults(world.decoy.url)) sandbox.addFault(fault);
		const hung = new Promise<undefined>((resolve) => {
			timer = setTimeout(resolve, HUNG_MS, undefined);
		});
		const seen = await Promise.race([carryOut(world, sandbox, plan), hung]);
		if (!seen) return { violations: ['it did not end'], requests: 0, accepted: 0, end: 'hung' };
		return {
			violations: await engineViolations(world, sandbox, plan, seen),
			requests: sandbox.requests.length,
			accepted: sandbox.acceptedSubmits().length,
			end: seen.end.status,
		};
	} finally {
		clearTimeout(timer);
		await sandbox.close();
	}
}
