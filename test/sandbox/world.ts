import { Assets } from './account/assets';
import { finishedAt, isFinished, Jobs, statusOf } from './account/jobs';
import { RateLimit } from './account/rateLimit';
import { seededJobs } from './account/seededJobs';
import { Wallet } from './account/wallet';
import { catalogueWith, type Model } from './catalogue';
import { realClock, type Clock } from './clock';
import { checkFault } from './faults/kinds';
import { FaultPlan } from './faults/plan';
import { changedOptions, type AllOptions } from './options';
import type { JobStatus, JsonObject } from './protocol';
import type { RequestRecord } from './records';

/** A job as a plain value, by now. */
export interface JobView {
	requestId: string;
	model: string;
	body: JsonObject;
	via: 'v1' | 'v2';
	status: JobStatus;
	error: string | null;
	/** US dollars. */
	cost: number;
	charged: boolean;
	/** Ms since 1970. */
	createdAt: number;
	finishesAt: number;
	expired: boolean;
}

/** All that the sandbox remembers: one account with its jobs, files, limits and faults. */
export class World {
	readonly clock: Clock;
	options: AllOptions;
	models: Map<string, Model>;
	wallet: Wallet;
	jobs: Jobs;
	assets: Assets;
	rateLimit: RateLimit;
	faults: FaultPlan;
	requests: RequestRecord[];

	constructor(private readonly startedWith: AllOptions) {
		startedWith.faults.forEach(checkFault);
		this.clock = startedWith.clock ?? realClock;
		({
			options: this.options,
			models: this.models,
			wallet: this.wallet,
			jobs: this.jobs,
			assets: this.assets,
			rateLimit: this.rateLimit,
			faults: this.faults,
			requests: this.requests,
		} = beginning(startedWith));
	}

	/** Everything as at the start; jobs, requests, uploads and changed options are forgotten. */
	reset(): void {
		Object.assign(this, beginning(this.startedWith));
	}

	/**
	 * For what comes after; running jobs keep what they were made with. Throws a TypeError on what
	 * is no option, or a fixed one.
	 */
	configure(partial: object): void {
		const changed = changedOptions(partial);
		changed.faults?.forEach(checkFault);
		if (changed.history) this.addHistory(changed.history);
		Object.assign(this.options, changed);
		this.settle();
		this.wallet.set(changed);
		if (changed.models) this.models = catalogueWith(changed.models);
		if (changed.seed !== undefined) this.faults.seed = changed.seed;
		if (changed.faults) {
			this.faults.clear();
			changed.faults.forEach((fault) => this.faults.add(fault));
		}
	}

	now(): number {
		return this.clock.now();
	}

	/** Brings the money up to the present. */
	settle(): void {
		this.jobs.settle(this.now());
	}

	/**
	 * Puts jobs into the history that were ordered before, by others; gives their IDs. Throws a
	 * TypeError on what is none.
	 */
	addHistory(seeds: readonly unknown[]): string[] {
		return seededJobs(seeds, this.models, this.now()).map((job) => {
			this.jobs.seed(job);
			return job.requestId;
		});
	}

	/** Ends the record that polls read; false when there is no such job. */
	expire(requestId: string): boolean {
		const job = this.jobs.find(requestId);
		if (job) job.expired = true;
		return job !== undefined;
	}

	/** Ends a job that is under way now; false when there is no such job. */
	finish(requestId: string): boolean {
		return this.jobs.finish(requestId, this.now());
	}

	/** In order of acceptance. */
	jobViews(): JobView[] {
		this.settle();
		const now = this.now();
		return this.jobs.ordered().map((job) => ({
			requestId: job.requestId,
			model: job.model,
			body: job.body,
			via: job.via,
			status: statusOf(job, now),
			error: isFinished(job, now) ? job.failure : null,
			cost: job.cost,
			charged: job.remainingCredits !== null,
			createdAt: job.createdAt,
			finishesAt: finishedAt(job),
			expired: job.expired,
		}));
	}
}

function beginning(startedWith: AllOptions) {
	const wallet = new Wallet(startedWith);
	const clock = startedWith.clock ?? realClock;
	const faults = new FaultPlan(startedWith.seed, () => clock.now());
	startedWith.faults.forEach((fault) => faults.add(fault));
	const models = catalogueWith(startedWith.models);
	const jobs = new Jobs(wallet);
	seededJobs(startedWith.history, models, clock.now()).forEach((job) => jobs.seed(job));
	const requests: RequestRecord[] = [];
	return {
		options: { ...startedWith },
		models,
		wallet,
		jobs,
		assets: new Assets(),
		rateLimit: new RateLimit(),
		faults,
		requests,
	};
}
