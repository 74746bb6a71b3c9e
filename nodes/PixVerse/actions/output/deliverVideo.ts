import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Clock } from '../../domain/clock';
import type { FinishedJob, JobOutcome } from '../../domain/job';
import { fetchVideo } from '../../jobs/fetchVideo';
import { downloadFailed, resultWithoutUrl } from '../../jobs/jobProblems';
import type { DownloadQueue } from '../../jobs/pacing/downloadQueue';
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
}

/** The file name of a job's video. */
export function fileNameOf(
	output: OutputOptions,
	requestId: string | undefined,
	fallback: string,
): string {
	return videoFileName(output.fileName, `pixverse-${requestId ?? fallback}`);
}

/**
 * Makes a finished job an output item: fetches the video, unless only its URL is wanted.
 *
 * @param binary the video where it is stored already (sync mode)
 */
export async function deliverVideo(
	{ n8n, clock, downloads, stop }: DeliveryContext,
	itemIndex: number,
	output: OutputOptions,
	job: FinishedJob,
	deadlineMs: number,
	binary?: IBinaryData,
): Promise<JobOutcome<INodeExecutionData>> {
	const { requestId, model, videoUrl } = job;
	const showsRaw = output.rawOutput !== 'never';
	const delivered = (file?: IBinaryData, hasNoFile = videoUrl === undefined) => ({
		kind: 'delivered' as const,
		value: itemOf(
			finishedJson(job, output.rawOutput === 'always' || (showsRaw && hasNoFile)),
			itemIndex,
			file ? { [output.binaryPropertyName]: file } : undefined,
		),
	});
	if (binary) return delivered(binary);
	if (videoUrl === undefined) {
		// Other models may answer with text: the raw output is then what was paid for.
		if (showsRaw) return delivered();
		const keys = typeof job.raw === 'object' && job.raw !== null ? Object.keys(job.raw) : [];
		return { kind: 'problem', problem: resultWithoutUrl(requestId ?? 'unknown', model, keys) };
	}
	if (!output.download) return delivered();
	const { download } = await import('../../transport/file/download');
	const file = {
		fileName: fileNameOf(output, requestId, model),
		anyType: output.anyType,
		expectedBytes: job.fileSize,
	};
	const fetched = await fetchVideo(
		clock,
		stop,
		deadlineMs,
		async (timeLimitMs) =>
			await downloads.run(
				job.fileSize,
				async () =>
					await download(n8n, clock, { address: videoUrl, timeLimitMs, signal: stop }, file),
			),
	);
	if (fetched.kind === 'aborted') return fetched;
	if (fetched.kind === 'stored') return delivered(fetched.binary);
	if (fetched.kind === 'noFile' && showsRaw) {
		// It is paid, and may be words or an address that nobody is meant to fetch.
		addNoFileHint(n8n, itemIndex, fetched.problem);
		return delivered(undefined, true);
	}
	return { kind: 'problem', problem: downloadFailed(requestId, model, videoUrl, fetched.problem) };
}
