import { randomUUID } from 'node:crypto';

import { costOf, type Model, type Output } from '../catalogue';
import { failureOf, refusalOf } from '../judge';
import type { AllOptions, PerJob, ShapeOption } from '../options';
import type { JobStatus, JsonObject } from '../protocol';
import type { Wallet } from './wallet';

/** How long a job takes whose input is refused by the worker (Segmind's own sample: 0.24 s). */
const REFUSAL_MS = 240;

/** The share of a job's time that it spends in the queue when `queueMs` says nothing. */
const QUEUED_SHARE = 0.2;

export interface Job {
	/** A uuid4. */
	requestId: string;
	/** The model's slug. */
	model: string;
	/** As sent. */
	body: JsonObject;
	/** A v1 job is in the history only. */
	via: 'v2' | 'v1';
	/** It was there before: nobody ordered it here, and it takes no money. */
	isSeeded: boolean;
	/** Whose it is, where it is not the account's own. */
	teammate: Teammate | null;
	/** Ms since 1970. */
	createdAt: number;
	/** Part of `durationMs`. */
	queueMs: number;
	/** From accepted to finished. */
	durationMs: number;
	/** Why it will fail, or null. */
	failure: string | null;
	/** US dollars, if it succeeds. */
	cost: number;
	/** Once charged. */
	remainingCredits: number | null;
	/** By hand. */
	expired: boolean;
	videoBytes: number | null;
	resultShape: ShapeOption;
	output: Output;
	/** How many files it makes: in the history it has as many rows. */
	outputs: number;
	/** Until the history knows it, from its order. */
	historyDelayMs: number;
	/** Instead of its file's address. */
	otherUrl: string | null;
}

/** Another user of the same team. */
export interface Teammate {
	id: string;
	email: string;
}

/** What the fault `job` changes. */
export interface JobOverrides {
	fails?: string;
	durationMs?: number;
	videoBytes?: number;
	resultShape?: ShapeOption;
	outputs?: number;
	historyDelayMs?: number;
}

export interface Order {
	model: Model;
	body: JsonObject;
	via: 'v2' | 'v1';
	now: number;
	options: AllOptions;
	overrides: JobOverrides;
	isLostAsset: (url: string) => boolean;
}

/** What an option says for the `n`th job. */
const decider =
	({ body, model }: Order, n: number) =>
	<Value extends number | null>(setting: PerJob<Value>): Value =>
		typeof setting === 'function' ? setting(body, n, model.slug) : setting;

export const finishedAt = (job: Job): number => job.createdAt + job.durationMs;

export const isFinished = (job: Job, now: number): boolean => now - job.createdAt >= job.durationMs;

export function statusOf(job: Job, now: number): JobStatus {
	if (isFinished(job, now)) return job.failure === null ? 'COMPLETED' : 'FAILED';
	return now - job.createdAt < job.queueMs ? 'QUEUED' : 'PROCESSING';
}

/**
 * The record that polls read is short-lived, counted from the submit; v1 jobs have none. Whether a
 * teammate's can be polled is unknown: here it cannot.
 */
export const hasRecord = (job: Job, now: number, recordTtlMs: number): boolean =>
	job.via === 'v2' && job.teammate === null && !job.expired && now - job.createdAt < recordTtlMs;

function jobOf(order: Order, n: number): Job {
	const { model, body, via, now, options, overrides } = order;
	const told = decider(order, n);
	const refusal = refusalOf(model, body, order.isLostAsset);
	const wanted = overrides.durationMs ?? told(options.jobDurationMs);
	const durationMs = refusal === null ? wanted : Math.min(wanted, REFUSAL_MS);
	return {
		requestId: randomUUID(),
		model: model.slug,
		body,
		via,
		isSeeded: false,
		teammate: null,
		createdAt: now,
		queueMs: Math.min(told(options.queueMs) ?? durationMs * QUEUED_SHARE, durationMs),
		durationMs,
		failure: refusal ?? overrides.fails ?? failureOf(body),
		cost: costOf(model, body),
		remainingCredits: null,
		expired: false,
		videoBytes: overrides.videoBytes ?? told(options.videoBytes),
		resultShape: overrides.resultShape ?? options.resultShape,
		output: model.output,
		outputs: overrides.outputs ?? model.outputs ?? 1,
		historyDelayMs: overrides.historyDelayMs ?? told(options.historyDelayMs),
		otherUrl: null,
	};
}

/** With or without dashes, in capitals or not, it is the same ID. */
const keyOf = (id: string) => id.replace(/-/g, '').toLowerCase();

export class Jobs {
	private readonly byId = new Map<string, Job>();
	private readonly running = new Set<Job>();

	constructor(private readonly wallet: Wallet) {}

	add(order: Order): Job {
		const job = jobOf(order, this.ordered().length);
		this.byId.set(keyOf(job.requestId), job);
		this.running.add(job);
		return job;
	}

	/** Takes the money for jobs that are done by now, in the order in which they finished. */
	settle(now: number): void {
		const done = [...this.running].filter((job) => isFinished(job, now));
		done.sort((one, other) => finishedAt(one) - finishedAt(other));
		for (const job of done) {
			this.running.delete(job);
			if (job.failure === null) {
				this.wallet.charge(job.cost);
				job.remainingCredits = this.wallet.balance;
			}
		}
	}

	/** With or without dashes. */
	find(id: string): Job | undefined {
		return this.byId.get(keyOf(id));
	}

	/** In order of acceptance; those that were there before stand where they were added. */
	all(): Job[] {
		return [...this.byId.values()];
	}

	/** Those that were ordered here. */
	ordered(): Job[] {
		return this.all().filter((job) => !job.isSeeded);
	}

	/** Ends a job that is under way now; false when there is no such job. */
	finish(id: string, now: number): boolean {
		const job = this.find(id);
		if (job && !isFinished(job, now)) {
			job.durationMs = now - job.createdAt;
			job.queueMs = Math.min(job.queueMs, job.durationMs);
		}
		return job !== undefined;
	}

	/** One that was there before. Its money was taken elsewhere. */
	seed(job: Job): void {
		this.byId.set(keyOf(job.requestId), job);
	}
}
