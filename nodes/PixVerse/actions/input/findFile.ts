import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { omitUndefined } from '../../domain/omitUndefined';
import { ok, refusedInput, shownValue, type Reading } from './result';

/** What names a file: the name of its field in the item, or a file of another item itself. */
export type FileName = string | IBinaryData;

const MAX_SHOWN_NAMES = 10;

type Files = Readonly<Record<string, IBinaryData>>;

function filesOf(n8n: IExecuteFunctions, itemIndex: number): Files {
	return n8n.getInputData()[itemIndex]?.binary ?? {};
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}

function isFile(value: unknown): value is IBinaryData {
	return isObject(value) && typeof value.mimeType === 'string' && typeof value.data === 'string';
}

/** What n8n hands out as a file, or what a Code node has made of one. */
function asFile(value: unknown): IBinaryData | undefined {
	if (!isObject(value)) return undefined;
	const { data, mimeType, fileName } = value;
	const id = value.id ?? undefined;
	if (id === undefined ? typeof data !== 'string' : typeof id !== 'string') return undefined;
	return {
		data: textOr('', data),
		mimeType: textOr('', mimeType),
		...omitUndefined({ id: textOr(undefined, id), fileName: textOr(undefined, fileName) }),
	};
}

function textOr<T>(otherwise: T, value: unknown): string | T {
	return typeof value === 'string' ? value : otherwise;
}

/**
 * The field of the item that holds this file. `$binary.x` in an expression comes without its data,
 * so that two files may look alike: none of them is guessed.
 */
function fieldWith(files: Files, file: unknown): string | undefined {
	if (!isObject(file) || typeof file.mimeType !== 'string') return undefined;
	const known = Object.entries(file).filter(([name]) => name !== 'data');
	const [found, ...others] = Object.entries(files).filter(([, own]) => {
		const facts: Readonly<Record<string, unknown>> = { ...own };
		return known.every(([name, value]) => facts[name] === value);
	});
	const isPlain = others.every(
		([, { data, id }]) => data === found?.[1].data && id === found?.[1].id,
	);
	return isPlain ? found?.[0] : undefined;
}

/**
 * Reads an Input Data Field Name. An expression often yields the file itself instead of its name,
 * e.g. `{{ $binary.picture }}`: that file is meant then.
 *
 * @param label the field's label, for messages
 */
export function readFileName(
	n8n: IExecuteFunctions,
	itemIndex: number,
	value: unknown,
	label: string,
): Reading<FileName> {
	if (typeof value === 'string' && value.trim() !== '') return ok(value.trim());
	const field = fieldWith(filesOf(n8n, itemIndex), value);
	if (field !== undefined) return ok(field);
	if (isFile(value)) return ok(value);
	return refusedInput(
		`${label} must be the name of a field with a file`,
		`${shownValue(value)} ${fieldsText(filesOf(n8n, itemIndex))}`,
	);
}

/** "The item has files in the fields "photo", "logo": …" */
function fieldsText(files: Files): string {
	const names = Object.keys(files);
	if (names.length === 0) {
		return 'The item has no file at all: put a node before this one that reads or downloads one and enter its field as Input Data Field Name, or choose URL.';
	}
	const shown = names.slice(0, MAX_SHOWN_NAMES).map((name) => `"${name.slice(0, 100)}"`);
	const more = names.length > shown.length ? ' and others' : '';
	const fields = names.length === 1 ? 'the field' : 'the fields';
	return `The item has files in ${fields} ${shown.join(', ')}${more}: enter one of them as Input Data Field Name.`;
}

function noFileOfN8n(label: string, field: string): Reading<never> {
	return refusedInput(
		`${label}: the field "${field.slice(0, 100)}" holds no file of n8n`,
		'A node before has put something else there. In a Code node make files with prepareBinaryData.',
	);
}

/**
 * Finds a file of the item, or says which the item has.
 *
 * @param label the media field's label, for messages
 */
export function findFile(
	n8n: IExecuteFunctions,
	itemIndex: number,
	file: FileName,
	label: string,
): Reading<IBinaryData> {
	if (typeof file !== 'string') return ok(file);
	// A name like "constructor" would find something of JavaScript's instead of a file.
	if (!(file in {})) {
		try {
			const found = asFile(n8n.helpers.assertBinaryData(itemIndex, file));
			return found === undefined ? noFileOfN8n(label, file) : ok(found);
		} catch {
			// The item has no such file; n8n's own words would not say which it has.
		}
	}
	return refusedInput(
		`${label}: the input item has no file in the field "${file.slice(0, 100)}"`,
		fieldsText(filesOf(n8n, itemIndex)),
	);
}
