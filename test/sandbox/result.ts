import { isFinished, statusOf, type Job } from './account/jobs';
import { metricsOf, timesOf } from './account/metrics';
import { mediaOf } from './media/published';
import type {
	CompletedStatusBody,
	FailedBody,
	JsonObject,
	ResultBody,
	RunningBody,
	StatusBody,
} from './protocol';
import { mediaFields } from './resultShapes';

/** What a model with text as its output says. */
export function outputText(job: Job): string {
	const { prompt } = job.body;
	return `Sandbox output for: ${typeof prompt === 'string' ? prompt : job.model}`;
}

/** A FAILED job answers 422 on every route that polls it; nothing else about it is an error. */
export const httpStatusOf = (job: Job, now: number): number =>
	statusOf(job, now) === 'FAILED' ? 422 : 200;

const runningBody = (
	{ requestId }: Job,
	status: RunningBody['status'],
	base: string,
): RunningBody => ({
	status,
	request_id: requestId,
	status_url: `${base}/v2/requests/${requestId}/status`,
	response_url: `${base}/v2/requests/${requestId}`,
	metrics: {},
});

const failedBody = (job: Job): FailedBody => ({
	status: 'FAILED',
	error: job.failure ?? '',
	metrics: timesOf(job),
	request_id: job.requestId,
});

const completedBody = (job: Job): CompletedStatusBody => ({
	status: 'COMPLETED',
	request_id: job.requestId,
	metrics: metricsOf(job),
});

/** The body of GET /v2/requests/:id/status. */
export function statusBody(job: Job, now: number, base: string): StatusBody {
	const status = statusOf(job, now);
	if (status === 'FAILED') return failedBody(job);
	return status === 'COMPLETED' ? completedBody(job) : runningBody(job, status, base);
}

function finishedBody(job: Job, base: string): JsonObject {
	const seed = job.body.seed === undefined ? {} : { seed: job.body.seed };
	const head = { ...completedBody(job), error: null };
	if (job.output === 'text') return { ...head, output: outputText(job), ...seed };
	const media = mediaOf(job, base);
	if (typeof job.resultShape === 'function') {
		return job.resultShape(job.body, { requestId: job.requestId, ...media });
	}
	const fields = mediaFields(job.resultShape, media);
	if (job.resultShape === 'bare') return { ...fields, ...seed };
	if (job.output === 'image' && fields.video) {
		return { ...head, output: media.url, images: [fields.video], ...seed };
	}
	return { ...head, ...fields, ...seed };
}

/** The body of GET /v2/requests/:id, and of its alias under /v1. */
export function resultBody(job: Job, now: number, base: string): ResultBody {
	if (!isFinished(job, now) || job.failure !== null) return statusBody(job, now, base);
	return finishedBody(job, base);
}
