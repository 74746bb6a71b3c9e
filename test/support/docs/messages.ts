// The wordings that a user can meet, read from the sources: docs/errors.md must hold each.
import { readTree } from '../architecture/sourceTree';
import { PROJECT } from '../project';

/** Index after the quote that ends the literal which begins at `start`; `${…}` may hold quotes. */
function endOfLiteral(source: string, start: number): number {
	const quote = source[start];
	for (let at = start + 1; at < source.length; at += 1) {
		if (source[at] === '\\') at += 1;
		else if (source[at] === quote) return at + 1;
		else if (quote === '`' && source.startsWith('${', at)) at = endOfPlaceholder(source, at) - 1;
	}
	return source.length;
}

function endOfPlaceholder(source: string, start: number): number {
	let depth = 1;
	for (let at = start + 2; at < source.length; at += 1) {
		if (`'"\``.includes(source.charAt(at))) at = endOfLiteral(source, at) - 1;
		else if (source[at] === '{') depth += 1;
		else if (source[at] === '}') depth -= 1;
		if (depth === 0) return at + 1;
	}
	return source.length;
}

/** The literal at `start` as a reader sees it: what is filled in at run time stands as "…". */
function readLiteral(source: string, start: number): string {
	const end = endOfLiteral(source, start);
	let text = '';
	for (let at = start + 1; at < end - 1; at += 1) {
		if (source[start] === '`' && source.startsWith('${', at)) {
			text += '…';
			at = endOfPlaceholder(source, at) - 1;
		} else if (source[at] === '\\') {
			at += 1;
			text += source.charAt(at);
		} else text += source.charAt(at);
	}
	return text.replace(/…(?:\s*…)+/g, '…');
}

function literalsAfter(source: string, pattern: RegExp): string[] {
	return [...source.matchAll(pattern)].map((match) =>
		readLiteral(source, match.index + match[0].length - 1),
	);
}

/** Both wordings of `message: model ? '…' : '…'`. */
function literalsOfChoices(source: string): string[] {
	return [...source.matchAll(/\bmessage:\s*\w+\s*\?\s*['"`]/g)].flatMap((match) => {
		const first = match.index + match[0].length - 1;
		const rest = endOfLiteral(source, first);
		const [between] = /^\s*:\s*(?=['"`])/.exec(source.slice(rest)) ?? [];
		const other = between === undefined ? [] : [readLiteral(source, rest + between.length)];
		return [readLiteral(source, first), ...other];
	});
}

/** The codes of all problems, and the fixed wording of every message. */
export function collectMessages(): { codes: string[]; messages: string[] } {
	const codes = new Set<string>();
	const messages = new Set<string>();
	for (const { text } of readTree(PROJECT, ['nodes/PixVerse']).values()) {
		for (const code of literalsAfter(text, /\bcode: ['"`]/g)) {
			if (code !== 'custom') codes.add(code); // zod's word for a rule of ours
		}
		for (const message of [
			...literalsAfter(text, /\bmessage: ['"`]/g),
			...literalsAfter(text, /\bmessage\s*=\s*['"`]/g),
			...literalsOfChoices(text),
			...literalsAfter(text, /\brefusedInput\(\s*['"`]/g),
			...literalsAfter(text, /\bwording\([^,()]+,\s*['"`]/g),
		]) {
			messages.add(message);
		}
	}
	return { codes: [...codes].sort(), messages: [...messages].sort() };
}
