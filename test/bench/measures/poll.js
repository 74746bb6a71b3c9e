'use strict';

// Simulated: the node's own poll schedule against fixed intervals, over jobs whose durations are
// spread around what Segmind documents for each model.
const path = require('node:path');

const { normal, seededRandom } = require('../../support/random');
const { mean } = require('../statistics');

const JOBS = 10_000;

/**
 * Durations are lognormal, each model's average being the documented one. 0.35 is wide: of a
 * hundred jobs of a model that takes a minute on average, 95 take 28 s to 112 s.
 */
const SPREAD = 0.35;

const FIXED_S = [2, 5, 10, 15];

function moduleOf(packageDir, name) {
	return require(path.join(packageDir, 'dist', 'nodes', 'PixVerse', name));
}

/**
 * Jobs of all models in turn, so many of one model after each other: what is documented, and what
 * each job took.
 */
function drawJobs({ MODELS }, spread, count = JOBS, inRow = 1) {
	const random = seededRandom(1);
	return Array.from({ length: count }, (_, n) => {
		const usualS = MODELS[Math.floor(n / inRow) % MODELS.length].usualDurationS;
		const durationS = usualS * Math.exp(spread * normal(random) - spread ** 2 / 2);
		return { usualMs: usualS * 1000, durationMs: durationS * 1000 };
	});
}

/** @param {(ageMs: number, usualMs: number) => number} nextPollAgeMs */
function watch(jobs, nextPollAgeMs) {
	const watched = jobs.map(({ usualMs, durationMs }) => {
		let ageMs = 0;
		let polls = 0;
		while (polls === 0 || ageMs < durationMs) {
			ageMs = nextPollAgeMs(ageMs, usualMs);
			polls += 1;
		}
		return { overshootS: (ageMs - durationMs) / 1000, polls };
	});
	return {
		meanOvershootS: mean(watched.map(({ overshootS }) => overshootS)),
		meanPolls: mean(watched.map(({ polls }) => polls)),
	};
}

/**
 * @param {string} packageDir the built package
 * @param {number} [spread] standard deviation of the durations' logarithm
 * @returns {{ ours: object, fixed: Map<number, object> }} each `{ meanOvershootS, meanPolls }`;
 *   `fixed` by interval in seconds
 */
function simulatePolls(packageDir, spread = SPREAD) {
	const { nextPollAgeMs } = moduleOf(packageDir, 'jobs/pacing/pollSchedule.js');
	const jobs = drawJobs(moduleOf(packageDir, 'models/index.js'), spread);
	const fixed = FIXED_S.map((gapS) => [gapS, watch(jobs, (ageMs) => ageMs + gapS * 1000)]);
	return { ours: watch(jobs, nextPollAgeMs), fixed: new Map(fixed) };
}

module.exports = { FIXED_S, SPREAD, drawJobs, moduleOf, simulatePolls };
