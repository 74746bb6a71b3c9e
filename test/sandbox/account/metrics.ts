import type { Metrics, Times } from '../protocol';
import type { Job } from './jobs';

/** Seconds with two digits, as in Segmind's samples. */
export const seconds = (ms: number): number => Math.round(ms / 10) / 100;

export const timesOf = (job: Job): Times => ({
	inference_time: seconds(job.durationMs - job.queueMs),
	queue_time: seconds(job.queueMs),
	total_time: seconds(job.durationMs),
});

export const metricsOf = (job: Job): Metrics => ({
	...timesOf(job),
	cost: job.cost,
	remaining_credits: job.remainingCredits,
});
