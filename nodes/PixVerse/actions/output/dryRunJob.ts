import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { videoFileName } from './fileName';
import { dryRunVideo } from './standIns';

/** `.invalid` never resolves (RFC 2606): nobody can take the address for a video's. */
const HOST = 'https://dry-run.invalid';

/** "dry-run-9x16-0f3a…": the ratio lets Job > Get hand over a stand-in of the same shape. */
const ID = /^dry-run-(?:(\d+)x(\d+)-)?/i;

/** Whether a request ID is a dry run's: no job of Segmind has it. */
export function isDryRunId(requestId: string): boolean {
	return ID.test(requestId);
}

/**
 * @param aspectRatio as in the request body; absent where it is unknown
 * @param unique tells this item's order from every other
 */
export function dryRunId(aspectRatio: unknown, unique: string): string {
	const [, width, height] = /^(\d{1,3}):(\d{1,3})$/.exec(String(aspectRatio)) ?? [];
	return width && height ? `dry-run-${width}x${height}-${unique}` : `dry-run-${unique}`;
}

/** What a real job's item would say of itself, finished or not waited for. */
export function dryRunJson(requestId: string, isFinished: boolean): IDataObject {
	if (!isFinished) return { requestId, status: 'QUEUED', finished: false, resumed: false };
	return {
		requestId,
		status: 'COMPLETED',
		finished: true,
		videoUrl: `${HOST}/${requestId}.mp4`,
		resumed: false,
	};
}

/** The stand-in video, in the shape that the ID tells; 16:9 where it tells none. */
export async function dryRunFile(
	n8n: IExecuteFunctions,
	requestId: string,
	name: string,
): Promise<IBinaryData> {
	const [, width, height] = ID.exec(requestId) ?? [];
	const ratio = width && height ? `${width}:${height}` : undefined;
	return await n8n.helpers.prepareBinaryData(
		dryRunVideo(ratio),
		`DRY-RUN-${videoFileName(name, requestId)}`,
		'video/mp4',
	);
}
