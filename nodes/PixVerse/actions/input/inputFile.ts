import { createHash } from 'crypto';

import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { uploadPlaceholder } from '../../models/mediaUrl';
import { typeOfFile } from '../../transport/file/fileType';
import { redactKey } from '../../transport/http/json';
import { findFile, type FileName } from './findFile';
import { ok, refusedInput, type Reading } from './result';

/** A file of an input item that is to be uploaded, read no further than its hash. */
export interface InputFile {
	sha256: string;
	bytes: number;
	mimeType: string;
	fileName: string | undefined;
	/** Stands for the file's URL until it is uploaded. */
	placeholder: string;
	/** The whole content; called only when the file must be sent. */
	read(): Promise<Buffer>;
}

/**
 * An upload is one JSON text, so the whole file is in memory, a third larger. Segmind documents no
 * limit of its own; its largest documented input is 100 MB (PixVerse Mimic).
 */
const MAX_UPLOAD_BYTES = 100 * 1024 * 1024;

const WANTED = { video: 'a video', image: 'an image', any: 'an image or a video' };

interface Scanned {
	sha256: string;
	bytes: number;
	start: Buffer;
}

/** Hash, size and beginning of a file, streamed where n8n's store streams. */
async function scan(
	n8n: IExecuteFunctions,
	binary: IBinaryData,
	read: () => Promise<Buffer>,
): Promise<Scanned> {
	const hash = createHash('sha256');
	if (!binary.id) {
		const buffer = await read();
		return {
			sha256: hash.update(buffer).digest('hex'),
			bytes: buffer.length,
			start: buffer.subarray(0, 16),
		};
	}
	let bytes = 0;
	let start = Buffer.alloc(0);
	for await (const chunk of await n8n.helpers.getBinaryStream(binary.id)) {
		const part: Buffer = chunk;
		if (start.length < 16) start = Buffer.concat([start, part.subarray(0, 16)]);
		hash.update(part);
		bytes += part.length;
	}
	return { sha256: hash.digest('hex'), bytes, start };
}

/** What code throws that is wrong, not a store that has no such file. */
const MISTAKES = /^(Type|Range|Reference|Syntax)Error$/;

/**
 * The same, or what n8n said when it could not.
 *
 * @throws what is a mistake of code: it is owned up to where all such are
 */
async function tryScan(...file: Parameters<typeof scan>): Promise<Scanned | { said: string }> {
	return await scan(...file).catch((error: unknown) => {
		const cause = error instanceof Error ? error : new Error(String(error));
		if (MISTAKES.test(cause.name)) throw cause;
		return { said: redactKey(cause.message, '') };
	});
}

/** What is read into: its label, for messages, and what it takes; `any` takes images and videos. */
interface FileField {
	label: string;
	media: 'image' | 'video' | 'any';
}

/**
 * Finds a file of the item and reads its hash.
 *
 * @param file the name of its field, or the file itself
 */
export async function readInputFile(
	n8n: IExecuteFunctions,
	itemIndex: number,
	file: FileName,
	{ label, media }: FileField,
): Promise<Reading<InputFile>> {
	const found = findFile(n8n, itemIndex, file, label);
	if (!found.ok) return found;
	const binary = found.value;
	const read = async () =>
		typeof file === 'string'
			? await n8n.helpers.getBinaryDataBuffer(itemIndex, file)
			: await readElsewhere(n8n, file);
	const name = binary.fileName ?? (typeof file === 'string' ? file : label);
	const scanned = await tryScan(n8n, binary, read);
	if ('said' in scanned) {
		return refusedInput(
			`${label}: n8n could not read the file "${name.slice(0, 100)}"`,
			`Run the node that it comes from again: it may be gone from n8n's store. n8n said: "${scanned.said.slice(0, 200)}".`,
		);
	}
	const { sha256, bytes, start } = scanned;
	const mimeType = typeOfFile(start, binary.mimeType);
	const objection = objectionTo(`${label}: the file "${name}"`, bytes);
	if (objection) return objection;
	if (!fits(mimeType, media)) {
		return refusedInput(
			`${label} must be ${WANTED[media]}; the file "${name}" is ${mimeType}`,
			'Choose another Input Data Field Name, or convert the file first.',
		);
	}
	return ok({
		sha256,
		bytes,
		mimeType,
		fileName: binary.fileName,
		placeholder: uploadPlaceholder(sha256),
		read,
	});
}

/** The content of a file that is not the item's own. */
async function readElsewhere(n8n: IExecuteFunctions, file: IBinaryData): Promise<Buffer> {
	if (!file.id) return Buffer.from(file.data, 'base64');
	return await n8n.helpers.binaryToBuffer(await n8n.helpers.getBinaryStream(file.id));
}

/** @param subject 'Image: the file "a.png"' */
function objectionTo(subject: string, bytes: number): Reading<never> | undefined {
	if (bytes === 0) {
		return refusedInput(`${subject} is empty`, 'Check the node that it comes from.');
	}
	if (bytes <= MAX_UPLOAD_BYTES) return undefined;
	return refusedInput(
		`${subject} has ${megabytes(bytes)} MB; at most 100 MB can be uploaded`,
		'Make it smaller, or put it where Segmind can open it and choose URL.',
	);
}

function megabytes(bytes: number): string {
	return (bytes / 1024 / 1024).toFixed(1);
}

/** Refuses only what is certainly something else. */
function fits(mimeType: string, wanted: FileField['media']): boolean {
	if (mimeType === 'application/octet-stream') return true;
	if (wanted === 'any') return /^(image|video|audio)\//.test(mimeType);
	return mimeType.startsWith(`${wanted}/`);
}

/** The form in which Segmind's upload takes a file (docs.segmind.com segmind-storage). */
export async function toDataUrl(file: InputFile): Promise<string> {
	return `data:${file.mimeType};base64,${(await file.read()).toString('base64')}`;
}
