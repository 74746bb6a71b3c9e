'use strict';

const { errorAnswer, jsonAnswer, mediaAnswer } = require('../answer.js');
const { finishedAt, isFinished, statusOf } = require('../account/jobs.js');
const { metricsOf, seconds } = require('../account/metrics.js');
const { wait } = require('../clock.js');
const { judgeUpFront } = require('../judge.js');
const { mediaOf, publishedFile } = require('../media/published.js');
const { outputText } = require('../result.js');

const dollars = (amount) => `$${amount}`;

/** Puts a job into the queue. @returns {{ refusal: object } | { job: object }} */
function order(exchange, via) {
	const { world, record, body, hasBalance, jobOverrides } = exchange;
	const { slug } = record;
	const model = world.models.get(slug);
	if (!model) return { refusal: errorAnswer(404, `Model ${slug} not found`) };
	if (model.retired) {
		return { refusal: errorAnswer(410, `The model ${slug} has been retired`) };
	}
	const wrong = judgeUpFront(model, body);
	if (wrong) return { refusal: errorAnswer(wrong.status, wrong.error) };

	world.settle();
	if (!hasBalance || !world.wallet.covers(model.cost)) {
		const balance = dollars(hasBalance ? world.wallet.balance : 0);
		const error = `Insufficient credits. Balance: ${balance}, required: ${dollars(model.cost)}`;
		return { refusal: errorAnswer(406, error) };
	}
	const job = world.jobs.add({
		model,
		body,
		via,
		now: world.now(),
		options: world.options,
		overrides: jobOverrides,
		isLostAsset: exchange.isLostAsset,
	});
	record.accepted = true;
	record.requestId = job.requestId;
	return { job };
}

function submit(exchange) {
	const { refusal, job } = order(exchange, 'v2');
	if (refusal) return refusal;
	const { base } = exchange;
	return jsonAnswer(200, {
		request_id: job.requestId,
		status: 'QUEUED',
		poll_url: `${base}/v1/requests/${job.requestId}`,
		status_url: `${base}/v2/requests/${job.requestId}/status`,
		response_url: `${base}/v2/requests/${job.requestId}`,
	});
}

function syncHeaders(job) {
	const headers = {
		'x-request-id': job.requestId,
		'x-cost': String(job.cost),
		'x-remaining-credits': String(job.remainingCredits),
		'x-generation-time': String(seconds(job.durationMs)),
	};
	if (job.body.seed !== undefined) headers['x-seed-value'] = String(job.body.seed);
	return headers;
}

function syncResult(job, { world, base }) {
	world.settle();
	if (statusOf(job, world.now()) === 'FAILED') {
		return errorAnswer(500, job.failure, { 'x-request-id': job.requestId });
	}
	const headers = syncHeaders(job);
	if (job.output === 'text') return jsonAnswer(200, { output: outputText(job) }, headers);
	const { url, fileName } = mediaOf(job, base);
	if (world.options.syncAnswer === 'json') {
		return jsonAnswer(
			200,
			{ status: 'COMPLETED', output: url, video: { url }, metrics: metricsOf(job) },
			headers,
		);
	}
	const { source, contentType } = publishedFile(fileName, world);
	return mediaAnswer(source, contentType, headers);
}

/** The job runs on, and is charged, when the caller leaves. */
async function sync(exchange) {
	const { refusal, job } = order(exchange, 'v1');
	if (refusal) return refusal;
	if (!exchange.hurries) {
		const { clock } = exchange.world;
		// A timer may fire a millisecond before its time.
		while (!isFinished(job, clock.now()) && !exchange.leave.aborted) {
			await wait(clock, Math.ceil(finishedAt(job) - clock.now()), exchange.leave);
		}
	}
	if (!isFinished(job, exchange.world.now())) return errorAnswer(504, 'Timeout');
	return syncResult(job, exchange);
}

const ordering = { method: 'POST', needsKey: true, needsJson: true };

module.exports = [
	{ ...ordering, url: '/v2/:slug', phase: 'submit', handle: submit },
	{ ...ordering, url: '/v1/:slug', phase: 'sync', handle: sync },
];
