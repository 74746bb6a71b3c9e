// What a seed stands for in the engine: the workflow, what the account's history holds before, how
// often the node is run, and what the user changes in between.
import type { INodeParameters } from 'n8n-workflow';

import type { Fault, JobView, SeededJob } from '../sandbox';
import { chanceOf, type Chance } from '../support/random';
import type { ItemSource } from '../support/workflow';
import { faultsOf } from './engineFaults';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What follows an execution: nothing, another one, or the retry of one that n8n has forgotten. */
type Next = 'nothing' | 'again' | 'crashed';

/** What a user asks for beside the videos. */
function wishesOf(chance: Chance) {
	return {
		/** A prompt that is another at each try, and the same order all the same. */
		evaluatesAnew: chance.is(0.25),
		reuseHours: chance.is(0.45) ? chance.oneOf([1, 24]) : undefined,
		/** The user sets one before a later try; what is paid is delivered or named beside it. */
		laterCeiling: chance.oneOf<INodeParameters | undefined>([
			undefined,
			undefined,
			{ maxVideos: 1 },
			{ maxCost: 0.01 },
			{ maxCostPerDay: 0.01 },
			{ minimumCredits: 1_000 },
		]),
		/** Tries count over all executions. */
		ceilingFromTry: chance.between(1, 3),
	};
}

/** What a seed stands for. */
export function planOf(seed: number) {
	const chance = chanceOf('engine', seed);
	const isStopped = chance.is(0.2);
	const requestMode = chance.is(0.1) ? 'sync' : 'async';
	const count = chance.is(0.7) ? chance.between(1, 6) : chance.between(7, 20);
	return {
		chance,
		count,
		/** Fewer than there are items: some are equal. */
		kinds: chance.is(0.5) ? chance.between(1, count) : count,
		concurrency: chance.between(1, 8),
		jobDurationMs: chance.between(10, 300),
		queueMs: chance.between(0, 20),
		pollInterval: chance.between(10, 80) / 1000,
		// A synchronous order that is given up so soon may arrive in another life.
		timeout: chance.oneOf([requestMode === 'sync' ? 0.5 : 0.003, 0.02, 0.5, 15]),
		withPictures: chance.is(0.3),
		requestMode,
		continues: chance.is(0.3),
		tries: chance.between(1, 3),
		retriedExecutions: chance.between(0, 2),
		hasBadItem: chance.is(0.08),
		stopAfterMs: isStopped ? chance.between(30, 2_000) : undefined,
		next: chance.oneOf<Next>(['nothing', 'again', 'crashed']),
		isWatched: chance.is(0.5),
		...wishesOf(chance),
		...recordsOf(chance),
		faults: (decoyUrl: string) => faultsOf(chance, { isStopped, decoyUrl }),
	};
}

export type EnginePlan = ReturnType<typeof planOf>;

/** How long Segmind remembers a job, and its files last. */
function recordsOf(chance: Chance) {
	const recordTtlMs = chance.oneOf([HOUR_MS, HOUR_MS, 30, 400]);
	const forgets: Fault = { phase: 'history', kind: 'expired' };
	const afterMs = chance.between(0, 1_500);
	const dies: Fault = {
		...{ phase: 'download', kind: 'status', afterMs },
		// Each try waits for a host that may come back, up to 15 s: this one does.
		...chance.oneOf([
			{ status: 404, untilMs: afterMs + 16_000 },
			{ status: 503, untilMs: afterMs + 2_000 },
		]),
	};
	return {
		recordTtlMs,
		lasting: [
			...(recordTtlMs < HOUR_MS && chance.is(0.5) ? [forgets] : []),
			...(chance.is(0.08) ? [dies] : []),
		],
	};
}

export function promptAt({ kinds }: EnginePlan, index: number): string {
	return `item ${index % kinds};`;
}

/** Equal items have equal pictures, and some others share theirs. */
function pictureAt({ kinds }: EnginePlan, index: number): Buffer {
	const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
	return Buffer.concat([start, Buffer.alloc(64, (index % kinds) % 3)]);
}

export function itemsOf(plan: EnginePlan): ItemSource {
	const { count, withPictures, hasBadItem } = plan;
	return async ({ helpers }) =>
		await Promise.all(
			Array.from({ length: count }, async (_, index) => {
				const json = { prompt: hasBadItem && index === count - 1 ? '' : promptAt(plan, index) };
				if (!withPictures) return { json };
				const picture = pictureAt(plan, index);
				return {
					json,
					binary: { data: await helpers.prepareBinaryData(picture, 'a.png', 'image/png') },
				};
			}),
		);
}

export function parametersOf(plan: EnginePlan): INodeParameters {
	const { concurrency, requestMode, pollInterval, timeout, reuseHours } = plan;
	const kind = plan.withPictures
		? { operation: 'imageToVideo', imageSource: 'binary', imageBinaryProperty: 'data' }
		: { operation: 'textToVideo', aspectRatio: '16:9' };
	return {
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
			...(reuseHours === undefined ? {} : { reuseHours }),
		},
	};
}

/** Jobs of the account and its team from before; some equal an item's order. */
export function earlierJobs(plan: EnginePlan): SeededJob[] {
	const { chance, count, reuseHours } = plan;
	if (reuseHours === undefined) return [];
	return chance.many(chance.between(0, 10), () => ({
		model: 'pixverse-4.5-video',
		agoMs: chance.oneOf([10, 50, 90, 1_300, 1_700]) * MINUTE_MS,
		...(chance.is(0.3) ? { teammate: 'colleague@example.com' } : {}),
		...chance.oneOf<SeededJob>([
			{},
			{},
			{},
			{ status: 'FAILED' },
			{ url: null },
			{ status: 'PENDING', finishesInMs: chance.between(50, 1_500) },
		]),
		videoBytes: VIDEO_BYTES,
		body: {
			prompt: promptAt(plan, chance.between(0, count - 1)),
			aspect_ratio: '16:9',
			duration: chance.oneOf([5, 5, '5', 8]),
			quality: chance.oneOf(['540p', '540p', '540p', '720p']),
			...chance.oneOf([{ motion_mode: 'normal' }, { motion_mode: 'normal' }, {}]),
			...chance.oneOf([{}, {}, { seed: null, negative_prompt: '' }, { seed: 7 }]),
		},
	}));
}

export const VIDEO_BYTES = 20_000;

/** The item that a body orders for; what an expression has added is no part of it. */
export function promptOf(body: unknown): string | undefined {
	if (typeof body !== 'object' || body === null || !('prompt' in body)) return undefined;
	return String(body.prompt).replace(/;.*$/, ';');
}

/** What a body orders: equal orders have the same, whichever way they were written down. */
export function contentOf(body: JobView['body']): string {
	const { prompt, duration, quality, motion_mode: motion, image_url: image, ...rest } = body;
	const { aspect_ratio: ratio, ...others } = rest;
	const more = Object.values(others).some((value) => value !== null && value !== '');
	const told = [promptOf({ prompt }), String(duration), quality, ratio, motion, more];
	return JSON.stringify([...told, image !== undefined]);
}

/** What an item orders. */
export function contentAt(plan: EnginePlan, index: number): string {
	const { withPictures } = plan;
	return contentOf({
		prompt: promptAt(plan, index),
		...{ duration: 5, quality: '540p' },
		...{ motion_mode: 'normal' },
		...(withPictures ? { image_url: '' } : { aspect_ratio: '16:9' }),
	});
}
