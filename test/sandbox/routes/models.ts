import { finishedAt, isFinished, statusOf, type Job } from '../account/jobs';
import { metricsOf, seconds } from '../account/metrics';
import { errorAnswer, jsonAnswer, mediaAnswer, type Answer } from '../answer';
import { costOf, type Model } from '../catalogue';
import { wait } from '../clock';
import { bodyOf, type Exchange } from '../exchange';
import { judgeUpFront } from '../judge';
import { mediaOf, publishedFile } from '../media/published';
import type { JsonObject, SubmitBody } from '../protocol';
import { outputText } from '../result';
import type { AddressedRoute } from './route';

const dollars = (amount: number) => `$${amount}`;

type Ordered = { refusal: Answer; job?: undefined } | { refusal?: undefined; job: Job };

function judgeFunds({ world, hasBalance }: Exchange, model: Model, body: JsonObject) {
	world.settle();
	const cost = costOf(model, body);
	if (hasBalance && world.wallet.covers(cost)) return null;
	const balance = dollars(hasBalance ? world.wallet.balance : 0);
	return errorAnswer(406, `Insufficient credits. Balance: ${balance}, required: ${dollars(cost)}`);
}

/** Tells apart uploads that were made here from addresses that only look so. */
const isLostAsset =
	({ world, base }: Exchange) =>
	(url: string): boolean => {
		if (!url.startsWith(`${base}/assets/`)) return false;
		try {
			return world.assets.find(decodeURI(url.slice(base.length))) === undefined;
		} catch {
			return true;
		}
	};

/** Puts a job into the queue. */
function order(exchange: Exchange, via: Job['via']): Ordered {
	const { world, record } = exchange;
	const slug = record.slug ?? '';
	const model = world.models.get(slug);
	if (!model) return { refusal: errorAnswer(404, `Model ${slug} not found`) };
	if (model.retired) {
		return { refusal: errorAnswer(410, `The model ${slug} has been retired`) };
	}
	const body = bodyOf(exchange);
	const wrong = judgeUpFront(model, body);
	if (wrong) return { refusal: errorAnswer(wrong.status, wrong.error) };
	const refusal = judgeFunds(exchange, model, body);
	if (refusal) return { refusal };
	const job = world.jobs.add({
		model,
		body,
		via,
		now: world.now(),
		options: world.options,
		overrides: exchange.faults.job,
		isLostAsset: isLostAsset(exchange),
	});
	record.accepted = true;
	record.requestId = job.requestId;
	return { job };
}

function submit(exchange: Exchange): Answer {
	const { refusal, job } = order(exchange, 'v2');
	if (refusal) return refusal;
	const { base } = exchange;
	const body: SubmitBody = {
		request_id: job.requestId,
		status: 'QUEUED',
		poll_url: `${base}/v1/requests/${job.requestId}`,
		status_url: `${base}/v2/requests/${job.requestId}/status`,
		response_url: `${base}/v2/requests/${job.requestId}`,
	};
	return jsonAnswer(200, body);
}

function syncHeaders(job: Job): Record<string, string> {
	const headers: Record<string, string> = {
		'x-request-id': job.requestId,
		'x-cost': String(job.cost),
		'x-remaining-credits': String(job.remainingCredits),
		'x-generation-time': String(seconds(job.durationMs)),
	};
	const { seed } = job.body;
	if (seed !== undefined) headers['x-seed-value'] = JSON.stringify(seed);
	return headers;
}

function syncResult(job: Job, { world, base }: Exchange): Answer {
	world.settle();
	if (statusOf(job, world.now()) === 'FAILED') {
		return errorAnswer(500, job.failure ?? '', { 'x-request-id': job.requestId });
	}
	const headers = syncHeaders(job);
	if (job.output === 'text') return jsonAnswer(200, { output: outputText(job) }, headers);
	const { url, fileName } = mediaOf(job, base);
	const file = publishedFile(fileName, world);
	if (world.options.syncAnswer === 'json' || !file) {
		const body = { status: 'COMPLETED', output: url, video: { url }, metrics: metricsOf(job) };
		return jsonAnswer(200, body, headers);
	}
	return mediaAnswer(file.source, file.contentType, headers);
}

/** The job runs on, and is charged, when the caller leaves. */
async function sync(exchange: Exchange): Promise<Answer> {
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

const ordering = { method: 'POST', needsKey: true, needsJson: true } as const;

export const modelRoutes: AddressedRoute[] = [
	{ ...ordering, url: '/v2/:slug', phase: 'submit', handle: submit },
	{ ...ordering, url: '/v1/:slug', phase: 'sync', handle: sync },
];
