import { randomUUID } from 'node:crypto';

import { costOf, type Model } from '../catalogue';
import { membersOf } from '../json';
import { failureOf } from '../judge';
import type { HistoryStatus, JsonObject } from '../protocol';
import { anyNumber, count, either, object, oneOf, orNothing, text, type Rule } from '../rules';
import type { Job } from './jobs';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

/**
 * A job that another workflow or a teammate has ordered before: it stands in the history, and,
 * unless it is a teammate's, can be polled while its record lives.
 */
export interface SeededJob {
	/** A uuid when not given. Any text will do. */
	requestId?: string;
	/** pixverse-v6 when not given. */
	model?: string;
	body?: JsonObject;
	/** COMPLETED when not given. */
	status?: HistoryStatus;
	/** When it was ordered, counted back from now; an hour when not given. */
	agoMs?: number;
	/** The same as a moment: ms since 1970, or a text that `Date` reads. */
	createdAt?: number | string;
	/** How long it took; a minute when not given. */
	durationMs?: number;
	/** When a PENDING one ends, counted from now; in a year when not given. */
	finishesInMs?: number;
	/** Why it failed, or why a PENDING one will. */
	error?: string;
	/** US dollars; by its model and body when not given. */
	cost?: number;
	/** How many files it made: so many rows. */
	outputs?: number;
	/** Whose it is; the account's own when not given. */
	teammate?: string;
	/** Instead of the address of a real video here. */
	url?: string | null;
	videoBytes?: number;
}

const RULES: Record<keyof SeededJob, Rule> = {
	requestId: text,
	model: text,
	body: object,
	status: oneOf('COMPLETED', 'FAILED', 'PENDING'),
	agoMs: anyNumber,
	createdAt: either(anyNumber, {
		says: 'a moment',
		holds: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
	}),
	durationMs: count,
	finishesInMs: anyNumber,
	error: text,
	cost: count,
	outputs: count,
	teammate: text,
	url: orNothing(text),
	videoBytes: count,
};

export const SEED_NAMES = Object.keys(RULES);

const isSeedName = (name: string): name is keyof SeededJob => name in RULES;

/** Throws a TypeError that says what is wrong with a row of the past. */
export function checkSeed(seed: unknown): asserts seed is SeededJob {
	if (!object.holds(seed)) throw new TypeError('A job of the history must be an object');
	for (const [name, value] of Object.entries(membersOf(seed))) {
		if (!isSeedName(name)) {
			throw new TypeError(
				`A job of the history has no "${name}". It has: ${SEED_NAMES.join(', ')}`,
			);
		}
		if (!RULES[name].holds(value)) {
			throw new TypeError(`"${name}" of a job of the history must be ${RULES[name].says}`);
		}
	}
}

const USUAL_BODY = { prompt: 'A lighthouse at dusk', duration: 5, quality: '540p' };

function timesOf(seed: SeededJob, now: number): { createdAt: number; durationMs: number } {
	const createdAt =
		seed.createdAt === undefined
			? now - (seed.agoMs ?? HOUR_MS)
			: new Date(seed.createdAt).getTime();
	if (seed.status === 'PENDING') {
		return { createdAt, durationMs: now + (seed.finishesInMs ?? YEAR_MS) - createdAt };
	}
	const age = Math.max(0, now - createdAt);
	return { createdAt, durationMs: Math.min(seed.durationMs ?? MINUTE_MS, age) };
}

function failureIn(seed: SeededJob, body: JsonObject): string | null {
	const said = seed.error ?? failureOf(body);
	if (seed.status === 'FAILED') return said ?? 'Internal error while the video was generated';
	return seed.status === 'PENDING' ? said : null;
}

/** The job that a row of the past stands for. */
function seededJob(seed: SeededJob, models: Map<string, Model>, now: number): Job {
	const slug = seed.model ?? 'pixverse-v6';
	const model = models.get(slug) ?? { slug, cost: 0.5, output: 'video' };
	const body = seed.body ?? USUAL_BODY;
	const { createdAt, durationMs } = timesOf(seed, now);
	const { teammate } = seed;
	return {
		requestId: seed.requestId ?? randomUUID(),
		model: slug,
		body,
		via: 'v2',
		isSeeded: true,
		teammate: teammate === undefined ? null : { id: `id-of-${teammate}`, email: teammate },
		createdAt,
		queueMs: durationMs / 5,
		durationMs,
		failure: failureIn(seed, body),
		cost: seed.cost ?? costOf(model, body),
		remainingCredits: null,
		expired: false,
		videoBytes: seed.videoBytes ?? null,
		resultShape: 'documented',
		output: seed.url === null ? 'text' : model.output,
		outputs: seed.outputs ?? 1,
		historyDelayMs: 0,
		otherUrl: seed.url ?? null,
	};
}

/** The jobs that rows of the past stand for. Throws a TypeError on the first that is none. */
export function seededJobs(
	seeds: readonly unknown[],
	models: Map<string, Model>,
	now: number,
): Job[] {
	return seeds.map((seed) => {
		checkSeed(seed);
		return seededJob(seed, models, now);
	});
}
