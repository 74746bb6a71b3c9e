'use strict';

const fs = require('node:fs');
const path = require('node:path');

const {
	anchorsOf,
	commandsOf,
	linksOf,
	listDocuments,
	read,
	root,
} = require('../../docs/documents');
const { allLabels, allOperations } = require('../../docs/operations');

const { description, scripts } = JSON.parse(read('package.json'));
const exists = (file) => fs.existsSync(path.join(root, file));
const isOutside = (target) => /^[a-z]+:/i.test(target);

/** Named as an example, or made by a command. */
const NOT_IN_THE_REPOSITORY = [
	'nodes/PixVerse/models/catalogue/pixverse-9-video.ts',
	'test/fixtures/segmind/pixverse-9-video.json',
	'test/host/node_modules',
];

describe.each(listDocuments())('%s', (document) => {
	it('links only to files, pictures and headings that exist', () => {
		const broken = linksOf(document).filter((target) => {
			if (isOutside(target)) return false;
			const [file, anchor] = target.split('#');
			const wanted = file ? path.join(path.dirname(document), decodeURI(file)) : document;
			return !exists(wanted) || (anchor !== undefined && !anchorsOf(wanted).includes(anchor));
		});
		expect(broken).toEqual([]);
	});

	it('links outside with https addresses only', () => {
		const odd = linksOf(document).filter(
			(target) => isOutside(target) && !(URL.canParse(target) && target.startsWith('https://')),
		);
		expect(odd).toEqual([]);
	});

	it('names only npm scripts that exist', () => {
		const named = commandsOf(document).flatMap((command) => {
			const [, script] = /^npm (?:run )?(test$|(?<=run )[\w:-]+)/.exec(command) ?? [];
			return script ? [script] : [];
		});
		expect(named.filter((script) => !scripts[script])).toEqual([]);
	});

	it('runs only files that exist', () => {
		const files = commandsOf(document).flatMap((command) => {
			const [, file] = /^node (?:--import tsx )?([\w./-]+\.(?:m?js|ts))\b/.exec(command) ?? [];
			return file ? [file] : [];
		});
		expect(files.filter((file) => !exists(file))).toEqual([]);
	});

	it('names only paths of this repository that exist', () => {
		const pattern = /`((?:credentials|docs|examples|nodes|test|\.github|\.vscode)\/[\w./-]*)`/g;
		const named = [...read(document).matchAll(pattern)].map(([, file]) => file);
		const missing = named.filter((file) => !NOT_IN_THE_REPOSITORY.includes(file) && !exists(file));
		expect(missing).toEqual([]);
	});
});

describe('README.md', () => {
	const readme = read('README.md');

	it('says first that it is unofficial, as the package does', () => {
		const [, , first] = readme.split('\n');
		expect(first).toMatch(/^Unofficial .*not affiliated with PixVerse or Segmind/);
		expect(description).toMatch(/^Unofficial .*not affiliated with PixVerse or Segmind/);
	});

	it('names every operation with its label', () => {
		const missing = allOperations().filter(
			({ resource, label }) => !new RegExp(`^\\| ${resource} +\\| ${label} +\\|`, 'mi').test(readme),
		);
		expect(missing).toEqual([]);
	});

	it('names options by their labels in the editor', () => {
		const labels = allLabels();
		const named = [...readme.matchAll(/\*\*Options → ([^*]+)\*\*/g)].map(([, label]) => label);
		expect(named.length).toBeGreaterThan(4);
		expect(named.filter((label) => !labels.includes(label))).toEqual([]);
	});

	it('has the headings that the node and the credential open', () => {
		const sources = ['credentials/SegmindApi.credentials.ts', 'nodes/PixVerse/PixVerse.node.json'];
		const opened = sources.flatMap((file) => [...read(file).matchAll(/https:[^'"]*#([\w-]+)/g)]);
		expect(opened.length).toBeGreaterThan(1);
		const anchors = ['readme', ...anchorsOf('README.md')];
		expect(opened.map(([, anchor]) => anchor).filter((one) => !anchors.includes(one))).toEqual([]);
	});

	it('names every host that gets the key', () => {
		const hosts = read('nodes/PixVerse/transport/segmind/hosts.ts').match(/https:\/\/[\w.-]+/g);
		expect(hosts.length).toBeGreaterThan(2);
		const missing = hosts.filter(
			(host) => !readme.includes(`\`${host.slice('https://'.length)}\``),
		);
		expect(missing).toEqual([]);
	});
});
