'use strict';

const { read } = require('../../docs/documents');
const { PROBLEM_CODES } = require('../../../nodes/PixVerse/domain/problem');
const { collectMessages } = require('../../docs/messages');

const errors = read('docs/errors.md');
const { codes: usedCodes, messages } = collectMessages();
const codes = [...PROBLEM_CODES].sort();

/** Two problems' words put together at run time; each has its own entry. */
const isOnlyFilledIn = (message) => !/[a-z]/i.test(message);

describe('docs/errors.md', () => {
	it('knows of no code that the sources do not use', () => {
		expect(usedCodes).toEqual(codes);
	});

	it('has a section for every code, and for no other', () => {
		const sections = [...errors.matchAll(/^### (.+)$/gm)].map(([, code]) => code);
		expect(sections.sort()).toEqual(codes);
	});

	it('is found from the README for every code', () => {
		const links = [...read('README.md').matchAll(/\(docs\/errors\.md#([\w-]+)\)/g)];
		expect(links.map(([, code]) => code).sort()).toEqual(codes);
	});

	it('sorts every code by what it means for money', () => {
		const table = errors.slice(0, errors.indexOf('\n## '));
		expect(codes.filter((code) => !table.includes(`[${code}](#${code})`))).toEqual([]);
	});

	it('holds the wording of every message', () => {
		const lines = errors.split('\n');
		const missing = messages.filter(
			(message) => !isOnlyFilledIn(message) && !lines.includes(`- ${message}`),
		);
		expect(missing).toEqual([]);
	});

	it('holds no message that the node does not have any more', () => {
		const listed = [...errors.matchAll(/^- (.+)$/gm)].map(([, message]) => message);
		expect(listed.filter((message) => !messages.includes(message))).toEqual([]);
	});
});
