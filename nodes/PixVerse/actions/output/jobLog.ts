import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { omitUndefined } from '../../domain/omitUndefined';
import type { Problem } from '../../domain/problem';

/** What becomes of an order. */
export type JobEvent =
	| { event: 'accepted' | 'delivered' }
	/** Taken up instead of ordered: from an earlier try of this execution, or from another execution. */
	| { event: 'resumed' | 'reused' }
	| ({ event: 'failed' } & Pick<Problem, 'code' | 'message'>)
	/** Cut off on its way: nobody knows whether it was accepted. */
	| { event: 'unknown' };

/** The job of an item. */
export interface LoggedJob {
	itemIndex: number;
	model: string;
	requestId?: string | undefined;
}

/** Where in n8n it happens. */
type Place = { executionId: string; workflowId: string | undefined; nodeName: string };

/** How far a run is. */
export interface Progress {
	items: number;
	done: number;
	failed: number;
	/** US dollars for what this try has ordered, as far as the API told. */
	costUsd: number;
}

/** A line of the log, for people and for machines. */
export interface LogLine {
	text: string;
	metadata: IDataObject;
}

/** What a line says of a job; it names request ID, model, item and place, never the key. */
export function jobLine(
	event: JobEvent,
	job: LoggedJob,
	place: Place,
	progress: Progress,
): LogLine {
	const { items, done, failed } = progress;
	const costUsdSoFar = Number(progress.costUsd.toFixed(4));
	const metadata: IDataObject = {
		event: event.event,
		...omitUndefined({ ...job, ...place }),
		...(event.event === 'failed' ? { code: event.code } : {}),
	};
	const text = `PixVerse: ${sentenceOf(event, job)}`;
	if (items < 2) return { text, metadata };
	const failures = failed > 0 ? `, ${failed} failed` : '';
	return {
		text: `${text} ${done} of ${items} done${failures}, ${costUsdSoFar} USD so far.`,
		metadata: { ...metadata, items, done, failed, costUsdSoFar },
	};
}

function sentenceOf(event: JobEvent, { itemIndex, model, requestId }: LoggedJob): string {
	const which = `(${model}, item ${itemIndex})`;
	const job = requestId === undefined ? `a job ${which}` : `job ${requestId} ${which}`;
	switch (event.event) {
		case 'accepted':
			return `Segmind accepted ${job}. If this execution is stopped or crashes, fetch the video with Job > Get and this request ID.`;
		case 'resumed':
			return `An earlier try of this execution has paid for ${job}, which is picked up.`;
		case 'reused':
			return `Another execution has paid for ${job}, which is taken up instead of ordered.`;
		case 'delivered':
			return `The output of ${job} is there.`;
		case 'failed':
			return `No video of ${job}: ${event.message}.`;
		case 'unknown':
			return `Nobody knows whether Segmind accepted ${job}: the answer was cut off. Look with Job > Get Many before it is ordered again.`;
	}
}

/**
 * Writes what becomes of a run's jobs into n8n's log, at info level: n8n saves nothing of a node
 * that was stopped or crashed, and the log is where its request IDs are then.
 */
export class JobLog {
	private readonly progress: Progress;

	/** @param items how many the run works on */
	constructor(
		private readonly n8n: Pick<
			IExecuteFunctions,
			'logger' | 'getExecutionId' | 'getNode' | 'getWorkflow'
		>,
		items: number,
	) {
		this.progress = { items, done: 0, failed: 0, costUsd: 0 };
	}

	/** Accepted, taken up, or cut off. */
	note(event: 'accepted' | 'resumed' | 'reused' | 'unknown', job: LoggedJob): void {
		this.write({ event }, job);
	}

	/** @param item what it became; one that is not waited for was told when it was accepted */
	delivered(job: LoggedJob, { json }: INodeExecutionData): void {
		this.progress.done += 1;
		if (typeof json.cost === 'number' && json.resumed !== true) {
			this.progress.costUsd += json.cost;
		}
		const requestId = typeof json.requestId === 'string' ? json.requestId : undefined;
		if (json.finished === true) this.write({ event: 'delivered' }, { ...job, requestId });
	}

	failed(job: LoggedJob, { code, message, requestId }: Problem): void {
		this.progress.failed += 1;
		this.write({ event: 'failed', code, message }, { ...job, requestId });
	}

	private write(event: JobEvent, job: LoggedJob): void {
		const { n8n } = this;
		const place = {
			executionId: n8n.getExecutionId(),
			workflowId: n8n.getWorkflow().id,
			nodeName: n8n.getNode().name,
		};
		const { text, metadata } = jobLine(event, job, place, this.progress);
		n8n.logger.info(text, metadata);
	}
}
