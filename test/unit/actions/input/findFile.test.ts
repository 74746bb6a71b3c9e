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

	test('of two files that an expression shows alike, none is guessed', () => {
		const twins = { front: FILE, back: { ...FILE, data: 'BBBB' } };
		const read = readFileName(item(twins), 0, inExpression(FILE), 'Image');
		expect(read.ok ? '' : read.problem.description).toMatch(/"front", "back"/);
		const same = item({ front: FILE, copy: { ...FILE } });
		expect(readFileName(same, 0, inExpression(FILE), 'Image')).toEqual({
			ok: true,
			value: 'front',
		});
	});

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

	test.each<[string, unknown, string | undefined]>([
		['no text as its type', { ...FILE, mimeType: { a: 1 } }, ''],
		['no text as its name', { ...FILE, fileName: 7 }, 'image/png'],
		['neither', { data: 'AAAA' }, ''],
		['no ID', { ...FILE, id: null }, 'image/png'],
		['no content', { mimeType: 'image/png' }, undefined],
		['a number as its content', { ...FILE, data: 7 }, undefined],
		['an object as its ID', { ...FILE, id: {} }, undefined],
		['nothing', null, undefined],
		['a text', 'AAAA', undefined],
	])('with %s, as a Code node may give it', (_, file, mimeType) => {
		const read = findFile(item({ logo: file as IBinaryData }), 0, 'logo', 'Image');
		if (read.ok) {
			expect(read.value.mimeType).toBe(mimeType);
			expect(['string', 'undefined']).toContain(typeof read.value.fileName);
		} else {
			expect(mimeType).toBeUndefined();
			expect(read.problem.message).toBe('Image: the field "logo" holds no file of n8n');
		}
	});

	test('that is not there is answered with those that are', () => {
		const read = findFile(item(), 0, 'x'.repeat(1_000), 'Image');
		expect(read.ok ? '' : read.problem.description).toMatch(/no file at all/);
		expect(read.ok ? 999 : read.problem.message.length).toBeLessThan(200);
	});
});
