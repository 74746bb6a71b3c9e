// docs/errors.md beside the sources: every code and every wording, and no other.
import { describe, expect, test } from '@jest/globals';

import { PROBLEM_CODES } from '../../../nodes/PixVerse/domain/problem';
import { allOf, read } from '../../support/docs/documents';
import { collectMessages } from '../../support/docs/messages';

const errors = read('docs/errors.md');
const { codes: usedCodes, messages } = collectMessages();
const codes: string[] = [...PROBLEM_CODES].sort();

/** Two problems' words put together at run time; each has its own entry. */
const isOnlyFilledIn = (message: string) => !/[a-z]/i.test(message);

describe('docs/errors.md', () => {
	test('knows of no code that the sources do not use', () => {
		expect(usedCodes).toEqual(codes);
	});

	test('has a section for every code, and for no other', () => {
		const sections = allOf(errors, /^### (.+)$/gm);
		expect(sections.sort()).toEqual(codes);
	});

	test('leads to every code from the words that the node says', () => {
		const [, table = ''] = /\n## By what the node says\n([^]*?)\n## /.exec(errors) ?? [];
		expect(allOf(table, /\(#([\w-]+)\)/g).sort()).toEqual(codes);
	});

	test('is where the README sends for all but the ten messages that people meet', () => {
		const readme = read('README.md');
		const links = allOf(readme, /\(docs\/errors\.md#([\w-]+)\)/g);
		expect(new Set(links).size).toBe(10);
		expect(links.filter((code) => !codes.includes(code))).toEqual([]);
		expect(readme).toContain('](docs/errors.md)');
	});

	test('sorts every code by what it means for money', () => {
		const table = errors.slice(0, errors.indexOf('\n## '));
		expect(codes.filter((code) => !table.includes(`[${code}](#${code})`))).toEqual([]);
	});

	test('holds the wording of every message', () => {
		const lines = errors.split('\n');
		const missing = messages.filter(
			(message) => !isOnlyFilledIn(message) && !lines.includes(`- ${message}`),
		);
		expect(missing).toEqual([]);
	});

	test('holds no message that the node does not have any more', () => {
		const listed = allOf(errors, /^- (.+)$/gm);
		expect(listed.filter((message) => !messages.includes(message))).toEqual([]);
	});
});
