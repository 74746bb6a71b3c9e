'use strict';

const { Assets } = require('./account/assets.js');
const { Jobs, isFinished, finishedAt, statusOf } = require('./account/jobs.js');
const { RateLimit } = require('./account/rateLimit.js');
const { Wallet } = require('./account/wallet.js');
const { catalogueWith } = require('./catalogue.js');
const { realClock } = require('./clock.js');
const { FaultPlan } = require('./faults/plan.js');
const { checkFault } = require('./faults/kinds.js');
const { changedOptions } = require('./options.js');

/** All that the sandbox remembers: one account with its jobs, files, limits and faults. */
class World {
	constructor(options) {
		options.faults.forEach(checkFault);
		this.startedWith = options;
		this.clock = options.clock ?? realClock;
		this.reset();
	}

	/** Everything as at the start; jobs, requests, uploads and changed options are forgotten. */
	reset() {
		this.options = { ...this.startedWith };
		this.models = catalogueWith(this.options.models);
		this.wallet = new Wallet(this.options.credits, this.options.freeCredits);
		this.jobs = new Jobs(this.wallet);
		this.assets = new Assets();
		this.rateLimit = new RateLimit();
		this.faults = new FaultPlan(this.options.seed);
		this.options.faults.forEach((fault) => this.faults.add(fault));
		this.requests = [];
	}

	/** For what comes after; running jobs keep what they were made with. */
	configure(partial) {
		const changed = changedOptions(partial);
		(changed.faults ?? []).forEach(checkFault);
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

	now() {
		return this.clock.now();
	}

	/** Brings the money up to the present. */
	settle() {
		this.jobs.settle(this.now());
	}

	expire(requestId) {
		const job = this.jobs.find(requestId);
		if (job) job.expired = true;
		return job !== undefined;
	}

	/** The jobs as plain values, in order of acceptance. */
	jobViews() {
		this.settle();
		const now = this.now();
		return this.jobs.all().map((job) => ({
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

module.exports = { World };
