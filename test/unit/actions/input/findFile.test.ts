// A file is named by its field, or is what an expression gave: the item's own, or another's.
import { describe, expect, test } from '@jest/globals';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { findFile, readFileName } from '../../../../nodes/PixVerse/actions/input/findFile';

const FILE: IBinaryData = { data: 'AAAA', mimeType: 'image/png', fileName: 'logo.png' };
const STORED: IBinaryData = {
	...FILE,
	data: 'filesystem-v2',
	id: 'filesystem-v2:1',
	fileSize: '3',
};

function item(binary?: Record<string, IBinaryData>): IExecuteFunctions {
	return {
		getInputData: () => [{ json: {}, ...(binary ? { binary } : {}) }],
		helpers: {
			assertBinaryData(_: number, name: string) {
				const found = binary?.[name];
				if (found === undefined) throw new Error('no such file');
				return found;
			},
		},
	} as unknown as IExecuteFunctions;
}

/** `$binary.x` in an expression comes without its data. */
const inExpression = ({ mimeType, fileName, id }: IBinaryData) => ({
	mimeType,
	fileName,
	...(id === undefined ? {} : { id }),
});

describe('the name of a field', () => {
	const n8n = item({ photo: { ...FILE, fileName: 'photo.png' }, logo: STORED });

	test.each<[string, unknown, unknown]>([
		['typed', ' logo ', 'logo'],
		['the file, as an expression gives it', inExpression(STORED), 'logo'],
		['the file, whole', STORED, 'logo'],
		[
			'a file of another item',
			{ ...FILE, fileName: 'other.png' },
			{ ...FILE, fileName: 'other.png' },
		],
	])('%s', (_, value, expected) =>
		expect(readFileName(n8n, 0, value, 'Image')).toEqual({ ok: true, value: expected }),
	);

	test.each<[unknown]>([
		[''],
		[null],
		[undefined],
		[7],
		[{ mimeType: 'image/png', fileName: 'x' }],
	])('%j is none: the fields of the item are told', (value) => {
		const read = readFileName(n8n, 0, value, 'Image');
		expect(read.ok ? '' : `${read.problem.message} ${read.problem.description}`).toMatch(
			/^Image must be the name of a field with a file.*"photo", "logo"/,
		);
	});
});

describe('the file', () => {
	test('of a field, or itself', () => {
		expect(findFile(item({ logo: FILE }), 0, 'logo', 'Image')).toEqual({ ok: true, value: FILE });
		expect(findFile(item(), 0, FILE, 'Image')).toEqual({ ok: true, value: FILE });
	});

	test.each(['constructor', '__proto__', 'toString'])('%s is no file of JavaScript’s', (name) =>
		expect(findFile(item({ logo: FILE }), 0, name, 'Image').ok).toBe(false),
	);

	test('that is not there is answered with those that are', () => {
		const read = findFile(item(), 0, 'x'.repeat(1_000), 'Image');
		expect(read.ok ? '' : read.problem.description).toMatch(/no file at all/);
		expect(read.ok ? 999 : read.problem.message.length).toBeLessThan(200);
	});
});
