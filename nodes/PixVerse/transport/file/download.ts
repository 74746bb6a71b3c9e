import type { IBinaryData } from 'n8n-workflow';

import type { DownloadAnswer, FileTarget } from '../../domain/answers';
import type { Clock } from '../../domain/clock';
import type { N8nFiles } from '../http/request';
import { downloadBroke, openFile, type FileRequest } from './openFile';
import { storeAnswer } from './storeFile';

/** Fetches a video's public URL into n8n's binary store, without the key. */
export async function download(
	context: N8nFiles,
	clock: Clock,
	request: FileRequest,
	file: FileTarget,
): Promise<DownloadAnswer<IBinaryData>> {
	const opened = await openFile(context, clock, request);
	if (opened.kind !== 'opened') return opened;
	const { signal, timeLimitMs } = request;
	const limits = { clock, signal, timeLimitMs };
	const { answer } = opened;
	const stored = await storeAnswer({ context, answer, file, limits, canComeAgain: true });
	if (stored.kind === 'stored' || stored.kind === 'aborted') return stored;
	return { kind: stored.kind, problem: downloadBroke(stored.reason) };
}
