// Simulated: the node's own poll schedule against fixed intervals, over jobs whose durations are
// spread around what Segmind documents for each model.
import type { VideoModel } from '../../../nodes/PixVerse/models/types';
import { normal, seededRandom } from '../../support/random';
import { builtModule } from '../builtModules';
import { mean } from '../statistics';

const JOBS = 10_000;

/**
 * Durations are lognormal, each model's average being the documented one. 0.35 is wide: of a
 * hundred jobs of a model that takes a minute on average, 95 take 28 s to 112 s.
 */
export const SPREAD = 0.35;

const FIXED_S = [2, 5, 10, 15];

export interface DrawnJob {
	/** What is documented. */
	usualMs: number;
	/** What it took. */
	durationMs: number;
}

/** Jobs of all models in turn, so many of one model after each other. */
export function drawJobs(
	models: readonly VideoModel[],
	{ spread = SPREAD, count = JOBS, inRow = 1 } = {},
): DrawnJob[] {
	const random = seededRandom(1);
	return Array.from({ length: count }, (_, n) => {
		const usualS = models[Math.floor(n / inRow) % models.length]?.usualDurationS ?? Number.NaN;
		const durationS = usualS * Math.exp(spread * normal(random) - spread ** 2 / 2);
		return { usualMs: usualS * 1000, durationMs: durationS * 1000 };
	});
}

/** How long a finished job waited to be seen, and how often it was looked at, on average. */
export interface Watched {
	meanOvershootS: number;
	/** Per job. */
	meanPolls: number;
}

function watch(
	jobs: readonly DrawnJob[],
	untilNextPollMs: (ageMs: number, usualMs: number) => number,
): Watched {
	const watched = jobs.map(({ usualMs, durationMs }) => {
		let ageMs = 0;
		let polls = 0;
		while (polls === 0 || ageMs < durationMs) {
			ageMs += untilNextPollMs(ageMs, usualMs);
			polls += 1;
		}
		return { overshootS: (ageMs - durationMs) / 1000, polls };
	});
	return {
		meanOvershootS: mean(watched.map(({ overshootS }) => overshootS)),
		meanPolls: mean(watched.map(({ polls }) => polls)),
	};
}

export interface SimulatedPolls {
	ours: Watched;
	/** By interval in seconds. */
	fixed: Array<Watched & { gapS: number }>;
	/** Mean duration of the simulated jobs. */
	averageS: number;
}

/**
 * @param packageDir the built package
 * @param spread standard deviation of the durations' logarithm
 */
export async function simulatePolls(packageDir: string, spread = SPREAD): Promise<SimulatedPolls> {
	const { untilNextPollMs } = await builtModule(packageDir, 'jobs/pacing/pollSchedule');
	const { MODELS } = await builtModule(packageDir, 'models');
	const jobs = drawJobs(MODELS, { spread });
	return {
		ours: watch(jobs, (ageMs, usualMs) => untilNextPollMs({ ageMs, usualMs, leftMs: Infinity })),
		fixed: FIXED_S.map((gapS) => ({ gapS, ...watch(jobs, () => gapS * 1000) })),
		averageS: mean(jobs.map(({ durationMs }) => durationMs)) / 1000,
	};
}
