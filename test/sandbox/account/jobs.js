'use strict';

const { randomUUID } = require('node:crypto');
const { failureOf, refusalOf } = require('../judge.js');

/** How long a job takes whose input is refused by the worker (Segmind's own sample: 0.24 s). */
const REFUSAL_MS = 240;

/** The share of a job's time that it spends in the queue when `queueMs` says nothing. */
const QUEUED_SHARE = 0.2;

/**
 * @typedef {object} Job
 * @property {string} requestId uuid4
 * @property {string} model slug
 * @property {Record<string, unknown>} body as sent
 * @property {'v2' | 'v1'} via a v1 job is in the history only
 * @property {number} createdAt ms since 1970
 * @property {number} queueMs of durationMs
 * @property {number} durationMs from accepted to finished
 * @property {string | null} failure why it will fail, or null
 * @property {number} cost in US dollars, if it succeeds
 * @property {number | null} remainingCredits once charged
 * @property {boolean} expired by hand
 * @property {number | null} videoBytes
 * @property {string | Function} resultShape
 * @property {'video' | 'image' | 'text'} output
 */

const decide = (setting, ...facts) => (typeof setting === 'function' ? setting(...facts) : setting);

class Jobs {
	constructor(wallet) {
		this.wallet = wallet;
		/** @type {Map<string, Job>} */
		this.byId = new Map();
		this.running = new Set();
	}

	/**
	 * @param {{ model: object, body: Record<string, unknown>, via: 'v2' | 'v1', now: number,
	 *   options: object, overrides?: { fails?: string, durationMs?: number, videoBytes?: number,
	 *   resultShape?: string }, isLostAsset: (url: string) => boolean }} order
	 */
	add({ model, body, via, now, options, overrides = {}, isLostAsset }) {
		const number = this.byId.size;
		const told = (name) => decide(options[name], body, number, model.slug);
		const refusal = refusalOf(model, body, isLostAsset);
		const wanted = overrides.durationMs ?? told('jobDurationMs');
		const durationMs = refusal ? Math.min(wanted, REFUSAL_MS) : wanted;
		const queueMs = Math.min(told('queueMs') ?? durationMs * QUEUED_SHARE, durationMs);
		/** @type {Job} */
		const job = {
			requestId: randomUUID(),
			model: model.slug,
			body,
			via,
			createdAt: now,
			queueMs,
			durationMs,
			failure: refusal ?? overrides.fails ?? failureOf(body),
			cost: model.cost,
			remainingCredits: null,
			expired: false,
			videoBytes: overrides.videoBytes ?? told('videoBytes'),
			resultShape: overrides.resultShape ?? options.resultShape,
			output: model.output,
		};
		this.byId.set(job.requestId, job);
		this.running.add(job);
		return job;
	}

	/** Takes the money for jobs that are done by now, in the order in which they finished. */
	settle(now) {
		const done = [...this.running].filter((job) => finishedAt(job) <= now);
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
	find(id) {
		const hex = id.replace(/-/g, '').toLowerCase();
		const dashed = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
		return this.byId.get(dashed);
	}

	all() {
		return [...this.byId.values()];
	}
}

const finishedAt = (job) => job.createdAt + job.durationMs;

/** @returns {'QUEUED' | 'PROCESSING' | 'COMPLETED' | 'FAILED'} */
function statusOf(job, now) {
	const age = now - job.createdAt;
	if (age >= job.durationMs) return job.failure === null ? 'COMPLETED' : 'FAILED';
	return age < job.queueMs ? 'QUEUED' : 'PROCESSING';
}

const isFinished = (job, now) => now - job.createdAt >= job.durationMs;

/** The record that polls read is short-lived, counted from the submit; v1 jobs have none. */
const hasRecord = (job, now, options) =>
	job.via === 'v2' && !job.expired && now - job.createdAt < options.recordTtlMs;

module.exports = { Jobs, statusOf, isFinished, finishedAt, hasRecord };
