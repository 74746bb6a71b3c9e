import type { INodeExecutionData } from 'n8n-workflow';

import { jsonOf } from '../actions/output/outputItems';
import type { HistoryRecord } from '../domain/answers';
import { rowState } from '../jobs/history/jobRows';

/**
 * A job that has ended, with job.get's keys and what was ordered. No file: n8n would never delete
 * what a polling trigger stores.
 */
export function endedJobItem(record: HistoryRecord): INodeExecutionData {
	const { requestId, model, requestBody, createdAt } = record;
	const isCompleted = rowState(record) === 'completed';
	return {
		json: jsonOf({
			requestId,
			model,
			status: isCompleted ? 'COMPLETED' : 'FAILED',
			finished: true,
			videoUrl: isCompleted ? record.videoUrl : undefined,
			cost: record.cost,
			inferenceTime: record.inferenceTime,
			failureReason: isCompleted ? undefined : (record.failureReason ?? 'no reason given'),
			createdAt,
			prompt: promptOf(requestBody),
			body: requestBody ?? {},
		}),
	};
}

function promptOf(body: unknown): string | undefined {
	if (typeof body !== 'object' || body === null || !('prompt' in body)) return undefined;
	return typeof body.prompt === 'string' ? body.prompt : undefined;
}
