'use strict';

const fs = require('node:fs');
const path = require('node:path');

const SOURCES = path.join(__dirname, '..', '..', 'nodes', 'PixVerse');

/** Every TypeScript source of the node. */
function sourceFiles(folder = SOURCES) {
	return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const file = path.join(folder, entry.name);
		if (entry.isDirectory()) return sourceFiles(file);
		return entry.name.endsWith('.ts') ? [file] : [];
	});
}

/** Index after the quote that ends the literal which begins at `start`; `${…}` may hold quotes. */
function endOfLiteral(source, start) {
	const quote = source[start];
	for (let at = start + 1; at < source.length; at += 1) {
		if (source[at] === '\\') at += 1;
		else if (source[at] === quote) return at + 1;
		else if (quote === '`' && source.startsWith('${', at)) at = endOfPlaceholder(source, at) - 1;
	}
	return source.length;
}

function endOfPlaceholder(source, start) {
	let depth = 1;
	for (let at = start + 2; at < source.length; at += 1) {
		if (`'"\``.includes(source[at])) at = endOfLiteral(source, at) - 1;
		else if (source[at] === '{') depth += 1;
		else if (source[at] === '}') depth -= 1;
		if (depth === 0) return at + 1;
	}
	return source.length;
}

/** The literal at `start` as a reader sees it: what is filled in at run time stands as "…". */
function readLiteral(source, start) {
	const end = endOfLiteral(source, start);
	let text = '';
	for (let at = start + 1; at < end - 1; at += 1) {
		if (source[start] === '`' && source.startsWith('${', at)) {
			text += '…';
			at = endOfPlaceholder(source, at) - 1;
		} else if (source[at] === '\\') {
			at += 1;
			text += source[at];
		} else text += source[at];
	}
	return text.replace(/…(?:\s*…)+/g, '…');
}

function literalsAfter(source, pattern) {
	return [...source.matchAll(pattern)].map((match) =>
		readLiteral(source, match.index + match[0].length - 1),
	);
}

/** Both wordings of `message: model ? '…' : '…'`. */
function literalsOfChoices(source) {
	return [...source.matchAll(/\bmessage:\s*\w+\s*\?\s*['"`]/g)].flatMap((match) => {
		const first = match.index + match[0].length - 1;
		const rest = endOfLiteral(source, first);
		const [between] = /^\s*:\s*(?=['"`])/.exec(source.slice(rest)) ?? [];
		const other = between === undefined ? [] : [readLiteral(source, rest + between.length)];
		return [readLiteral(source, first), ...other];
	});
}

/**
 * What the sources can show.
 *
 * @returns {{ codes: string[], messages: string[] }} the codes of all problems, and the fixed
 * wording of every message
 */
function collectMessages() {
	const codes = new Set();
	const messages = new Set();
	for (const file of sourceFiles()) {
		const source = fs.readFileSync(file, 'utf8');
		for (const code of literalsAfter(source, /\bcode: ['"`]/g)) {
			if (code !== 'custom') codes.add(code); // zod's word for a rule of ours
		}
		for (const message of [
			...literalsAfter(source, /\bmessage: ['"`]/g),
			...literalsAfter(source, /\bmessage\s*=\s*['"`]/g),
			...literalsOfChoices(source),
			...literalsAfter(source, /\brefusedInput\(\s*['"`]/g),
			...literalsAfter(source, /\bwording\([^,()]+,\s*['"`]/g),
		]) {
			messages.add(message);
		}
	}
	return { codes: [...codes].sort(), messages: [...messages].sort() };
}

module.exports = { collectMessages };
