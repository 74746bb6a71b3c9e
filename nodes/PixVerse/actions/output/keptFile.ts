import type { IBinaryData } from 'n8n-workflow';

/**
 * A stored file as an execution remembers it: n8n's ID in two parts, of which all files of an
 * execution share the first. The rest of what n8n tells of a video follows from these. A file of
 * which it does not is kept whole.
 */
export type KeptFile =
	[folder: string, name: string, bytes: number | null, fileName?: string] | IBinaryData;

/** @param requestId names the video where the user does not */
export function keptFile(file: IBinaryData, requestId: string | undefined): KeptFile {
	const { id = '', bytes, fileName } = file;
	const nameAt = id.lastIndexOf('/') + 1;
	const kept: KeptFile = [id.slice(0, nameAt), id.slice(nameAt), bytes ?? null];
	if (fileName !== undefined && fileName !== usualName(requestId)) kept.push(fileName);
	return isSame(restoredFile(kept, requestId), file) ? kept : file;
}

/** The file as n8n described it. */
export function restoredFile(kept: KeptFile, requestId: string | undefined): IBinaryData {
	if (!Array.isArray(kept)) return kept;
	const [folder, name, bytes, fileName = usualName(requestId)] = kept;
	const id = folder + name;
	return {
		mimeType: 'video/mp4',
		fileType: 'video',
		fileExtension: 'mp4',
		data: id.split(':')[0] ?? '',
		fileName,
		id,
		...(bytes === null ? {} : { fileSize: sizeText(bytes), bytes }),
	};
}

/** Whether the file itself lies in the execution's data: n8n's store gave it no ID. */
export function liesInData(kept: KeptFile): boolean {
	return !Array.isArray(kept) && kept.id === undefined;
}

const usualName = (requestId = '') => `pixverse-${requestId}.mp4`;

/** As n8n writes it: three digits and a unit. */
function sizeText(bytes: number): string {
	const units = ['B', 'kB', 'MB', 'GB', 'TB'];
	const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
	return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power] ?? ''}`;
}

function isSame(one: IBinaryData, other: IBinaryData): boolean {
	const members = new Map<string, unknown>(Object.entries(other));
	const own = Object.entries(one);
	return own.length === members.size && own.every(([name, value]) => members.get(name) === value);
}
