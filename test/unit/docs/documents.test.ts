// The documents beside the repository: links, commands, scripts, paths and labels that exist.
import path from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { estimate } from '../../../nodes/PixVerse/models/estimate';
import { description, scripts } from '../../../package.json';
import {
	allOf,
	anchorsOf,
	commandsOf,
	exists,
	linksOf,
	listDocuments,
	read,
} from '../../support/docs/documents';
import { allLabels, allOperations } from '../../support/docs/operations';

const isOutside = (target: string) => /^[a-z]+:/i.test(target);

/** Named as an example, or made by a command. */
const NOT_IN_THE_REPOSITORY = [
	'nodes/PixVerse/models/catalogue/pixverse-9-video.ts',
	'test/fixtures/segmind/pixverse-9-video.json',
	'test/host/node_modules',
];

describe.each(listDocuments())('%s', (document) => {
	test('links only to files, pictures and headings that exist', () => {
		const broken = linksOf(document).filter((target) => {
			if (isOutside(target)) return false;
			const [file = '', anchor] = target.split('#');
			const wanted = file !== '' ? path.join(path.dirname(document), decodeURI(file)) : document;
			return !exists(wanted) || (anchor !== undefined && !anchorsOf(wanted).includes(anchor));
		});
		expect(broken).toEqual([]);
	});

	test('links outside with https addresses only', () => {
		const odd = linksOf(document).filter(
			(target) => isOutside(target) && !(URL.canParse(target) && target.startsWith('https://')),
		);
		expect(odd).toEqual([]);
	});

	test('names only npm scripts that exist', () => {
		const named = commandsOf(document).flatMap((command) => {
			const [, script] = /^npm (?:run )?(test$|(?<=run )[\w:-]+)/.exec(command) ?? [];
			return script ? [script] : [];
		});
		expect(named.filter((script) => !(script in scripts))).toEqual([]);
	});

	test('runs only files that exist', () => {
		const files = commandsOf(document).flatMap((command) => {
			const [, file] = /^node (?:--import tsx )?([\w./-]+\.(?:m?js|ts))\b/.exec(command) ?? [];
			return file ? [file] : [];
		});
		expect(files.filter((file) => !exists(file))).toEqual([]);
	});

	test('names only paths of this repository that exist', () => {
		const pattern =
			/`((?:credentials|docs|examples|nodes|scripts|test|\.github|\.vscode)\/[\w./-]*)`/g;
		const named = allOf(read(document), pattern);
		const missing = named.filter((file) => !NOT_IN_THE_REPOSITORY.includes(file) && !exists(file));
		expect(missing).toEqual([]);
	});
});

describe('README.md', () => {
	const readme = read('README.md');

	test('says first that it is unofficial, as the package does', () => {
		const first = readme.split('\n')[2];
		expect(first).toMatch(/^Unofficial .*not affiliated with PixVerse or Segmind/);
		expect(description).toMatch(/^Unofficial .*not affiliated with PixVerse or Segmind/);
	});

	test('is short enough to be read: 2,000 words at most', () => {
		const words = readme.match(/\S*[\p{L}\p{N}]\S*/gu) ?? [];
		expect(words.length).toBeGreaterThan(500);
		expect(words.length).toBeLessThanOrEqual(2_000);
	});

	test('says what the first click costs, as the node estimates it', () => {
		const firstClick = { duration: 5, quality: '540p' };
		const usd = (isLoud: boolean) =>
			estimate('pixverse-v6', { ...firstClick, generate_audio_switch: isLoud })?.usd.toFixed(2);
		expect(readme).toContain(`**This click costs about ${usd(true)} US dollars** (estimated, `);
		expect(readme).toContain(`without **Generate Audio** about ${usd(false)}.`);
	});

	test('names every operation with its label', () => {
		const missing = allOperations().filter(
			({ resource, label }) =>
				!new RegExp(`^\\| ${resource} +\\| ${label} +\\|`, 'mi').test(readme),
		);
		expect(missing).toEqual([]);
	});

	test('names options by their labels in the editor', () => {
		const labels = allLabels();
		const named = allOf(readme, /\*\*Options → ([^*]+)\*\*/g);
		expect(named.length).toBeGreaterThan(4);
		expect(named.filter((label) => !labels.includes(label))).toEqual([]);
	});

	test('has the headings that the node and the credential open', () => {
		const sources = ['credentials/SegmindApi.credentials.ts', 'nodes/PixVerse/PixVerse.node.json'];
		const opened = sources.flatMap((file) => allOf(read(file), /https:[^'"]*#([\w-]+)/g));
		expect(opened.length).toBeGreaterThan(1);
		const anchors = ['readme', ...anchorsOf('README.md')];
		expect(opened.filter((one) => !anchors.includes(one))).toEqual([]);
	});

	test('names every host that gets the key', () => {
		const hosts = allOf(read('nodes/PixVerse/transport/segmind/hosts.ts'), /https:\/\/([\w.-]+)/g);
		expect(hosts.length).toBeGreaterThan(2);
		const missing = hosts.filter((host) => !readme.includes(`\`${host}\``));
		expect(missing).toEqual([]);
	});
});
