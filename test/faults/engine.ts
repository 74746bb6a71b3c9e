// Runs of the built node in n8n's engine, each against a sandbox of its own, with a schedule of
// faults drawn from a seed. What the sandbox recorded is held against the invariants.
import type * as BackendCommon from '@n8n/backend-common';
import type { IRun } from 'n8n-workflow';

import { SANDBOX_KEY, startSandbox, type RequestRecord, type Sandbox } from '../sandbox';
import { loadEngine } from '../support/engine';
import { createRun, summarise, type PreparedRun } from '../support/runNode';
import { PIXVERSE } from '../support/workflow';
import { livesViolations } from './engineLives';
import {
	earlierJobs,
	itemsOf,
	parametersOf,
	planOf,
	VIDEO_BYTES,
	type EnginePlan,
} from './enginePlan';
import { watchedNode, type EngineTry, type TryOf } from './engineTries';
import { engineViolations, type EngineSeen } from './engineViolations';
import { EngineWatcher, WATCHER_KEY } from './engineWatcher';
import type { ScheduleResult } from './simulated';

/** Longer than any schedule takes, a timeout of a submit (2 minutes) included. */
const HUNG_MS = 170_000;

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

/** A schedule on its way. */
class Schedule {
	readonly tries: EngineTry[] = [];
	/** The first request of each life. */
	readonly lives = [0];
	private readonly around: TryOf;
	private readonly node: PreparedRun;
	private stoppedAt: number | undefined;
	private stopTookMs = 0;
	private lagMs = 0;

	constructor(
		private readonly world: EngineWorld,
		private readonly sandbox: Sandbox,
		private readonly plan: EnginePlan,
	) {
		const { laterCeiling, ceilingFromTry } = plan;
		this.around = {
			life: 0,
			isStopped: () => this.stoppedAt !== undefined && this.around.life === 0,
			onTry: (number) => {
				if (number >= ceilingFromTry) Object.assign(optionsOf(this.node), laterCeiling);
			},
		};
		const watched = watchedNode(world.engine, sandbox, this.tries, this.around);
		this.node = createRun(world.engine, {
			items: itemsOf(plan),
			credential: { apiKey: SANDBOX_KEY, baseUrl: sandbox.url },
			settings: {
				...(plan.continues ? { onError: 'continueRegularOutput' } : {}),
				...(plan.tries > 1 ? { retryOnFail: true, maxTries: plan.tries, waitBetweenTries: 1 } : {}),
			},
			parameters: parametersOf(plan),
			nodeTypes: { [PIXVERSE]: watched },
		});
	}

	async carryOut(): Promise<Omit<EngineSeen, 'earlier'>> {
		const firstRun = await this.firstRun();
		const stopped = { stoppedAt: this.stoppedAt, stopTookMs: this.stopTookMs };
		if (this.stoppedAt !== undefined) await quiet(this.sandbox);
		// Some only end when the client gives up: drawn for a Stop, which may have come too late, too.
		if (this.plan.stopAfterMs !== undefined) this.sandbox.clearFaults();
		const first = await this.retried(firstRun);
		const busyMs = this.world.lag.totalMs() - this.lagMs;
		const last = await this.next(first);
		const { tries, lives } = this;
		return { first: summarise(first), end: summarise(last), ...stopped, busyMs, tries, lives };
	}

	private async firstRun(): Promise<IRun> {
		const { plan, world } = this;
		const running = this.node.start();
		const stop = () => {
			this.stoppedAt = Date.now();
			this.lagMs = world.lag.totalMs();
			running.cancel();
		};
		const timer = plan.stopAfterMs === undefined ? undefined : setTimeout(stop, plan.stopAfterMs);
		const run = await running.promise;
		clearTimeout(timer);
		this.stopTookMs = Date.now() - (this.stoppedAt ?? 0) - (world.lag.totalMs() - this.lagMs);
		return run;
	}

	/** Executions > Retry, as long as there is an error. */
	private async retried(run: IRun): Promise<IRun> {
		let last = run;
		for (let count = 0; count < this.plan.retriedExecutions; count += 1) {
			const { error, status } = summarise(last);
			if (!error || status === 'canceled') break;
			last = await this.node.retry(last);
		}
		return last;
	}

	/** What follows is another life: nothing that n8n kept of this one is there. */
	private async next(run: IRun): Promise<IRun> {
		const { next } = this.plan;
		const { executionData } = run.data;
		const { error, status } = summarise(run);
		if (next === 'nothing' || (next === 'crashed' && !error)) return run;
		this.around.life += 1;
		this.lives.push(this.sandbox.requests.length);
		// What was stopped is not retried, but run anew.
		if (next === 'again' || status === 'canceled')
			return await this.retried(await this.node.start().promise);
		if (executionData) executionData.contextData = {};
		return await this.retried(await this.node.retry(run));
	}
}

async function carryOut(
	world: EngineWorld,
	sandbox: Sandbox,
	plan: EnginePlan,
	seed: number,
): Promise<{ violations: string[]; end: string }> {
	const seeded = earlierJobs(plan);
	const ids = sandbox.addHistory(seeded);
	const earlier = seeded.map((job, index) => ({ ...job, requestId: ids[index] ?? '' }));
	const watcher = plan.isWatched ? new EngineWatcher(world.engine, sandbox, seed) : undefined;
	await watcher?.begin();
	for (const fault of [...plan.faults(world.decoy.url), ...plan.lasting]) sandbox.addFault(fault);
	const seen = { ...(await new Schedule(world, sandbox, plan).carryOut()), earlier };
	await watcher?.end();

	const violations = [
		...(await engineViolations(world, sandbox, plan, seen)),
		...livesViolations(sandbox, plan, seen),
		...(watcher?.violations(earlier) ?? []),
	];
	return { violations, end: seen.end.status };
}

/** Carries out the schedule of a seed. */
export async function runInEngine(world: EngineWorld, seed: number): Promise<ScheduleResult> {
	const plan = planOf(seed);
	const { jobDurationMs, queueMs, recordTtlMs } = plan;
	const times = { jobDurationMs, queueMs, recordTtlMs };
	const apiKeys = [SANDBOX_KEY, WATCHER_KEY];
	const sandbox = await startSandbox({ ...times, apiKeys, videoBytes: VIDEO_BYTES, seed });
	let timer: NodeJS.Timeout | undefined;
	try {
		const hung = new Promise<{ violations: string[]; end: string }>((resolve) => {
			timer = setTimeout(resolve, HUNG_MS, { violations: ['it did not end'], end: 'hung' });
		});
		const { violations, end } = await Promise.race([carryOut(world, sandbox, plan, seed), hung]);
		const accepted = sandbox.acceptedSubmits().length;
		return { violations, requests: sandbox.requests.length, accepted, end };
	} finally {
		clearTimeout(timer);
		await sandbox.close();
	}
}
