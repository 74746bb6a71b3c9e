import { hasRecord, type Job } from '../account/jobs';
import { errorAnswer, jsonAnswer, type Answer } from '../answer';
import type { Exchange } from '../exchange';
import type { ResultBody } from '../protocol';
import { httpStatusOf, resultBody, statusBody } from '../result';
import type { AddressedRoute } from './route';

type BodyOf = (job: Job, now: number, base: string) => ResultBody;

const poll =
	(bodyOf: BodyOf) =>
	({ world, params, base }: Exchange): Answer => {
		const now = world.now();
		const { id = '' } = params;
		const job = world.jobs.find(id);
		if (!job || !hasRecord(job, now, world.options.recordTtlMs)) {
			return errorAnswer(404, `Request ${id} not found`);
		}
		world.settle();
		return jsonAnswer(httpStatusOf(job, now), bodyOf(job, now, base));
	};

const polling = { method: 'GET', needsKey: true, isPoll: true } as const;

export const pollRoutes: AddressedRoute[] = [
	{ ...polling, url: '/v2/requests/:id/status', phase: 'status', handle: poll(statusBody) },
	{ ...polling, url: '/v2/requests/:id', phase: 'result', handle: poll(resultBody) },
	{ ...polling, url: '/v1/requests/:id', phase: 'result', handle: poll(resultBody) },
];
