import { createHash, randomUUID } from 'node:crypto';

import type { MediaFile } from '../media/range';
import { bufferSource } from '../media/source';

const DATA_URL = /^data:([a-z0-9.+-]+\/[a-z0-9.+-]+)?((?:;[^;,]+)*),/i;

const EXTENSIONS = new Map([
	['image/jpeg', 'jpg'],
	['image/svg+xml', 'svg'],
	['video/quicktime', 'mov'],
	['audio/mpeg', 'mp3'],
]);

export interface DataFile {
	contentType: string;
	bytes: Buffer;
}

/** Null when it is no data URL. */
export function readDataUrl(text: unknown): DataFile | null {
	if (typeof text !== 'string') return null;
	const head = DATA_URL.exec(text.slice(0, 1000));
	if (!head) return null;
	const contentType = (head[1] ?? 'text/plain').toLowerCase();
	const data = text.slice(head[0].length);
	const isBase64 = (head[2] ?? '').toLowerCase().endsWith(';base64');
	if (isBase64) return { contentType, bytes: Buffer.from(data, 'base64') };
	try {
		return { contentType, bytes: Buffer.from(decodeURIComponent(data)) };
	} catch {
		return null;
	}
}

export const sha256 = (bytes: Buffer | string): string =>
	createHash('sha256').update(bytes).digest('hex');

/** Files that were uploaded; their public address holds the account's e-mail, as the real one. */
export class Assets {
	private readonly byPath = new Map<string, MediaFile>();

	/** The path of its public address. */
	add({ contentType, bytes }: DataFile, accountEmail: string): string {
		const [kind = '', subtype = ''] = contentType.split('/');
		const extension = EXTENSIONS.get(contentType) ?? subtype.replace(/^x-/, '');
		const path = `/assets/${accountEmail}/${kind}s/${randomUUID()}.${extension}`;
		this.byPath.set(path, { contentType, source: bufferSource(bytes) });
		return path;
	}

	find(path: string): MediaFile | undefined {
		return this.byPath.get(path);
	}
}
