import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Clock } from '../../domain/clock';
import type { FinishedJob } from '../../domain/job';
import { omitUndefined } from '../../domain/omitUndefined';
import type { Outcome } from '../../domain/outcome';
import { fetchVideo } from '../../jobs/fetchVideo';
import { downloadFailed, resultWithoutUrl } from '../../jobs/jobProblems';
import type { DownloadQueue } from '../../jobs/pacing/downloadQueue';
import { download } from '../../transport/file/download';
import type { OutputOptions } from '../input/outputOptions';
import { videoFileName } from './fileName';
import { addNoFileHint } from './hints';
import { finishedJson, itemOf } from './outputItems';

interface DeliveryContext {
	n8n: IExecuteFunctions;
	clock: Clock;
	/** Shared by all items of a run. */
	downloads: DownloadQueue;
	stop: AbortSignal;
	/** Told of a file that n8n's store keeps, so that a later try need not fetch it again. */
	onStored?: (binary: IBinaryData) => void;
}

/** An item that holds what was paid for. */
export type DeliveredItem = { kind: 'delivered'; value: INodeExecutionData };

/** The file name of a job's video. */
export function fileNameOf(
	output: OutputOptions,
	requestId: string | undefined,
	fallback: string,
): string {
	return videoFileName(output.fileName, `pixverse-${requestId ?? fallback}`);
}

/** A finished job, and what the item wants of it. */
export interface Delivery {
	itemIndex: number;
	output: OutputOptions;
	job: FinishedJob;
	deadlineMs: number;
	/** Its file, where that is stored already: by an earlier try, or since it was the answer itself. */
	stored?: IBinaryData | undefined;
	/** An old file may be gone, and is not asked for again then. */
	mayBeGone?: boolean;
}

/** Makes a finished job an output item: fetches the video, unless only its URL is wanted. */
export async function deliverVideo(
	context: DeliveryContext,
	delivery: Delivery,
): Promise<Outcome<DeliveredItem>> {
	const { output, job, stored } = delivery;
	const { videoUrl } = job;
	if (stored && output.download) return delivered(delivery, renamed(delivery, stored));
	if (videoUrl === undefined) {
		// Other models may answer with text: the raw output is then what was paid for.
		if (output.rawOutput !== 'never') return delivered(delivery);
		const keys = typeof job.raw === 'object' && job.raw !== null ? Object.keys(job.raw) : [];
		const problem = resultWithoutUrl(job.requestId ?? 'unknown', job.model, keys);
		return { kind: 'problem', problem };
	}
	if (!output.download) return delivered(delivery);
	const fetched = await fetchFile(context, delivery, videoUrl);
	if (fetched.kind === 'aborted') return fetched;
	if (fetched.kind === 'stored') {
		// Without an ID the file itself lies in the execution's data, once is enough.
		if (fetched.binary.id !== undefined) context.onStored?.(fetched.binary);
		return delivered(delivery, fetched.binary);
	}
	const { problem } = fetched;
	const isNoFile = fetched.kind === 'noFile' || (fetched.kind === 'absent' && job.mayBeWords);
	if (isNoFile && output.rawOutput !== 'never') {
		// It is paid, and may be words or an address that nobody is meant to fetch.
		addNoFileHint(context.n8n, delivery.itemIndex, problem);
		return delivered(delivery, undefined, true);
	}
	const failure = downloadFailed(job.requestId, job.model, videoUrl, problem);
	return { kind: 'problem', problem: failure };
}

async function fetchFile(
	{ n8n, clock, downloads, stop }: DeliveryContext,
	{ output, job, deadlineMs, mayBeGone = false }: Delivery,
	videoUrl: string,
) {
	const file = {
		fileName: fileNameOf(output, job.requestId, job.model),
		anyType: output.anyType,
		...omitUndefined({ expectedBytes: job.fileSize }),
	};
	return await fetchVideo(
		{ clock, stop, downloads },
		{ bytes: job.fileSize, deadlineMs, mayBeGone },
		async (timeLimitMs) =>
			await download(n8n, clock, { address: videoUrl, timeLimitMs, signal: stop }, file),
	);
}

/** A later try may ask for another name; a file that is no video keeps its extension. */
function renamed({ output, job }: Delivery, stored: IBinaryData): IBinaryData {
	const extension = stored.fileName?.split('.').pop() ?? 'mp4';
	const name = fileNameOf(output, job.requestId, job.model);
	const isNamed = output.fileName !== undefined || job.requestId !== undefined;
	return isNamed ? { ...stored, fileName: name.replace(/mp4$/, extension) } : stored;
}

function delivered(
	delivery: Delivery,
	file?: IBinaryData,
	hasNoFile = delivery.job.videoUrl === undefined,
): DeliveredItem {
	const { itemIndex, output, job } = delivery;
	const showRaw = output.rawOutput === 'always' || (output.rawOutput !== 'never' && hasNoFile);
	const binary = file ? { [output.binaryPropertyName]: file } : undefined;
	return { kind: 'delivered', value: itemOf(finishedJson(job, showRaw), itemIndex, binary) };
}
