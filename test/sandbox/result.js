'use strict';

const { isFinished, statusOf } = require('./account/jobs.js');
const { metricsOf } = require('./account/metrics.js');
const { mediaOf } = require('./media/published.js');
const { BARE, mediaFields } = require('./resultShapes.js');

/** What a model with text as its output says. */
const outputText = (job) => `Sandbox output for: ${job.body.prompt ?? job.model}`;

/** A FAILED job answers 422 on every route that polls it; nothing else about it is an error. */
const httpStatusOf = (job, now) => (statusOf(job, now) === 'FAILED' ? 422 : 200);

function runningBody(job, now, base) {
	return {
		status: statusOf(job, now),
		request_id: job.requestId,
		status_url: `${base}/v2/requests/${job.requestId}/status`,
		response_url: `${base}/v2/requests/${job.requestId}`,
		metrics: {},
	};
}

function failedBody(job) {
	return {
		status: 'FAILED',
		error: job.failure,
		metrics: metricsOf(job),
		request_id: job.requestId,
	};
}

/** The body of GET /v2/requests/:id/status. */
function statusBody(job, now, base) {
	if (!isFinished(job, now)) return runningBody(job, now, base);
	if (job.failure !== null) return failedBody(job);
	return { status: 'COMPLETED', request_id: job.requestId, metrics: metricsOf(job) };
}

/** The body of GET /v2/requests/:id, and of its alias under /v1. */
function resultBody(job, now, base) {
	if (!isFinished(job, now)) return runningBody(job, now, base);
	if (job.failure !== null) return failedBody(job);
	const seed = job.body.seed === undefined ? {} : { seed: job.body.seed };
	const head = {
		status: 'COMPLETED',
		request_id: job.requestId,
		error: null,
		metrics: metricsOf(job),
	};
	if (job.output === 'text') return { ...head, output: outputText(job), ...seed };
	const media = mediaOf(job, base);
	if (typeof job.resultShape === 'function') {
		return job.resultShape(job.body, { requestId: job.requestId, ...media });
	}
	const fields = mediaFields(job.resultShape, media);
	if (job.resultShape === BARE) return { ...fields, ...seed };
	if (job.output === 'image' && fields.video) {
		return { ...head, output: media.url, images: [fields.video], ...seed };
	}
	return { ...head, ...fields, ...seed };
}

module.exports = { httpStatusOf, outputText, resultBody, statusBody };
