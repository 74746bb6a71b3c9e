'use strict';

/** Seconds with two digits, as in Segmind's samples. */
const seconds = (ms) => Math.round(ms / 10) / 100;

/** Times in seconds, money in US dollars. A failed job's names no cost: it was not charged. */
function metricsOf(job) {
	const times = {
		inference_time: seconds(job.durationMs - job.queueMs),
		queue_time: seconds(job.queueMs),
		total_time: seconds(job.durationMs),
	};
	if (job.failure !== null) return times;
	return { ...times, cost: job.cost, remaining_credits: job.remainingCredits };
}

module.exports = { metricsOf, seconds };
