import { createHash } from 'crypto';

import type { Clock } from '../../domain/clock';
import { isFileGone } from '../../domain/fileGone';
import type { Aborted, Failed } from '../../domain/outcome';
import type { N8nHttp } from '../http/request';
import { openFile, type FileRequest } from './openFile';
import { guarded } from './storeFile';

/** What is known of a public file: with its hash, where its length is the one that was asked for. */
export type HashedFile =
	| { kind: 'file'; file: { bytes?: number; sha256?: string; isGone?: boolean } }
	/** It cannot be said what the file is. */
	| Failed
	| Aborted;

/**
 * Hashes a public file as its bytes come, without storing it and without the key, by the rules of
 * downloads. A file whose stated length differs is not read.
 *
 * @param bytes the length of the file that it is compared with
 */
export async function hashFile(
	context: N8nHttp,
	clock: Clock,
	request: FileRequest,
	bytes: number,
): Promise<HashedFile> {
	const opened = await openFile(context, clock, request);
	if (opened.kind === 'aborted') return opened;
	if (opened.kind !== 'opened') {
		const isGone = isFileGone(opened.problem.httpCode);
		return isGone
			? { kind: 'file', file: { isGone } }
			: { kind: 'problem', problem: opened.problem };
	}
	const { body, headers } = opened.answer;
	const stated = Number(headers['content-length'] ?? Number.NaN);
	if (Number.isFinite(stated) && stated !== bytes) {
		body.destroy();
		return { kind: 'file', file: { bytes: stated } };
	}
	const { signal, timeLimitMs } = request;
	const read = await guarded(body, { clock, signal, timeLimitMs }, async () => await hashOf(body));
	if (read.kind === 'aborted') return read;
	if (read.kind === 'done') return { kind: 'file', file: read.value };
	return {
		kind: 'problem',
		problem: {
			code: 'download-failed',
			message: 'A file of an earlier job could not be read',
			description: `The last reason was: ${read.reason}.`,
		},
	};
}

async function hashOf(body: AsyncIterable<Buffer>): Promise<{ bytes: number; sha256: string }> {
	const hash = createHash('sha256');
	let bytes = 0;
	for await (const part of body) {
		hash.update(part);
		bytes += part.length;
	}
	return { bytes, sha256: hash.digest('hex') };
}
