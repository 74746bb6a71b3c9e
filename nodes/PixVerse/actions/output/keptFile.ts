import type { IBinaryData } from 'n8n-workflow';

import type { FinishedJob } from '../../domain/job';

/**
 * A stored file as an execution remembers it: n8n's ID in two parts, of which all files of an
 * execution share the first. The rest of what n8n tells of a video follows from these. A file of
 * which it does not is kept whole.
 */
export type KeptFile =
	[folder: string, name: string, bytes?: number | null, fileName?: string] | IBinaryData;

/** What is known of a file by its job: its name where the user gives none, and its size. */
type Job = Pick<FinishedJob, 'requestId' | 'fileSize'>;

export function keptFile(file: IBinaryData, job: Job): KeptFile {
	const { id = '', bytes, fileName } = file;
	const nameAt = id.lastIndexOf('/') + 1;
	const kept: KeptFile = [id.slice(0, nameAt), id.slice(nameAt)];
	const ownBytes = bytes === job.fileSize ? null : bytes;
	if (fileName !== undefined && fileName !== usualName(job)) kept.push(ownBytes, fileName);
	else if (ownBytes !== null) kept.push(ownBytes);
	return isSame(restoredFile(kept, job), file) ? kept : file;
}

/** The file as n8n described it. */
export function restoredFile(kept: KeptFile, job: Job): IBinaryData {
	if (!Array.isArray(kept)) return kept;
	const [folder, name, ownBytes, fileName = usualName(job)] = kept;
	const bytes = ownBytes ?? job.fileSize;
	const id = folder + name;
	return {
		mimeType: 'video/mp4',
		fileType: 'video',
		fileExtension: 'mp4',
		data: id.split(':')[0] ?? '',
		fileName,
		id,
		...(bytes === undefined ? {} : { fileSize: sizeText(bytes), bytes }),
	};
}

/** Whether the file itself lies in the execution's data: n8n's store gave it no ID. */
export function liesInData(kept: KeptFile): boolean {
	return !Array.isArray(kept) && kept.id === undefined;
}

const usualName = ({ requestId = '' }: Job) => `pixverse-${requestId}.mp4`;

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
