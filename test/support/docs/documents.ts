import fs from 'node:fs';
import path from 'node:path';

import { PROJECT as root } from '../project';

const PLACES = ['.', 'docs', 'examples', '.github', 'test/sandbox', 'test/host'];

/** The documents that people read, as paths from the root. */
export function listDocuments(): string[] {
	return PLACES.flatMap((folder) =>
		fs
			.readdirSync(path.join(root, folder))
			.filter((file) => file.endsWith('.md'))
			.map((file) => path.join(folder, file)),
	);
}

export function read(document: string): string {
	return fs.readFileSync(path.join(root, document), 'utf8');
}

export const exists = (file: string): boolean => fs.existsSync(path.join(root, file));

/** What a pattern's first group took, at each place where it fits. */
export function allOf(text: string, pattern: RegExp): string[] {
	return [...text.matchAll(pattern)].flatMap(([, group]) => (group === undefined ? [] : [group]));
}

/** A heading's anchor, as GitHub makes it. */
function anchorOf(heading: string): string {
	const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*\\]/g, '');
	return text
		.trim()
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
		.replace(/\s/g, '-');
}

const withoutBlocks = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, '');

export function anchorsOf(document: string): string[] {
	return allOf(withoutBlocks(read(document)), /^#{1,6} (.+)$/gm).map(anchorOf);
}

/** Targets of links and pictures, code left out. */
export function linksOf(document: string): string[] {
	const text = withoutBlocks(read(document)).replace(/`[^`\n]*`/g, '');
	const links = allOf(text, /!?\[[^\]]*\]\(([^)\s]+)\)/g);
	const pictures = allOf(text, /\b(?:src|srcset|href)="([^"\s]+)"/g);
	return [...links, ...pictures];
}

/** Every line of the shell blocks, and commands between backticks. */
export function commandsOf(document: string): string[] {
	const text = read(document);
	const blocks = allOf(text, /^```(?:sh|bash)?\n([\s\S]*?)^```$/gm);
	const inline = allOf(text, /`((?:npm|npx|node|git|docker) [^`\n]+)`/g);
	return [...blocks.flatMap((block) => block.split('\n')), ...inline]
		.flatMap((line) => line.replace(/\s#.*$/, '').split('&&'))
		.map((command) => command.trim())
		.filter(Boolean);
}
