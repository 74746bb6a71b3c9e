'use strict';

const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
const PLACES = ['.', 'docs', 'examples', '.github', 'test/sandbox', 'test/host'];

/** The documents that people read, as paths from the root. */
function listDocuments() {
	return PLACES.flatMap((folder) =>
		fs
			.readdirSync(path.join(root, folder))
			.filter((file) => file.endsWith('.md'))
			.map((file) => path.join(folder, file)),
	);
}

function read(document) {
	return fs.readFileSync(path.join(root, document), 'utf8');
}

/** A heading's anchor, as GitHub makes it. */
function anchorOf(heading) {
	const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*\\]/g, '');
	return text
		.trim()
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
		.replace(/\s/g, '-');
}

function withoutCode(text) {
	return text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
}

function anchorsOf(document) {
	const text = read(document).replace(/^```[\s\S]*?^```$/gm, '');
	return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => anchorOf(heading));
}

/** Targets of links and pictures, code left out. */
function linksOf(document) {
	const text = withoutCode(read(document));
	const links = [...text.matchAll(/!?\[[^\]]*\]\(([^)\s]+)\)/g)];
	const pictures = [...text.matchAll(/\b(?:src|srcset|href)="([^"\s]+)"/g)];
	return [...links, ...pictures].map(([, target]) => target);
}

/** Every line of the shell blocks, and commands between backticks. */
function commandsOf(document) {
	const text = read(document);
	const blocks = [...text.matchAll(/^```(?:sh|bash)?\n([\s\S]*?)^```$/gm)].map(([, code]) => code);
	const inline = [...text.matchAll(/`((?:npm|npx|node|git|docker) [^`\n]+)`/g)].map(([, c]) => c);
	return [...blocks.flatMap((block) => block.split('\n')), ...inline]
		.flatMap((line) => line.replace(/\s#.*$/, '').split('&&'))
		.map((command) => command.trim())
		.filter(Boolean);
}

module.exports = { anchorsOf, commandsOf, linksOf, listDocuments, read, root };
