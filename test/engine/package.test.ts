// What is published: its contents, and the lint of n8n's scanner on sources and tarball.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { PROJECT } from '../support/engine';
import { elementAt } from '../support/lists';

interface Manifest {
	main: string;
	n8n: { nodes: string[]; credentials: string[] };
	peerDependencies: Record<string, string>;
	dependencies?: unknown;
}

interface ScanResult {
	files: number;
	found: string[];
}

/** What `npm pack --json` tells of a package. */
interface Packed {
	filename: string;
	files: Array<{ path: string }>;
}

const SCAN = path.join(PROJECT, 'test/package/scan.mjs');

const manifest = () =>
	JSON.parse(fs.readFileSync(path.join(PROJECT, 'package.json'), 'utf8')) as Manifest;

/** What the scanner's lint finds below a folder. */
function scan(folder: string, patterns: string[]): ScanResult {
	const { stdout, stderr } = spawnSync(process.execPath, [SCAN, folder, ...patterns], {
		encoding: 'utf8',
		cwd: PROJECT,
		// Under NODE_ENV=test, which jest sets, eslint-plugin-n8n-nodes-base takes every file for its own test.
		env: { ...process.env, NODE_ENV: 'production' },
	});
	if (!stdout) throw new Error(stderr);
	return JSON.parse(stdout) as ScanResult;
}

describe('the package', () => {
	let folder: string;
	let packed: Packed;
	beforeAll(() => {
		folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pixverse-pack-'));
		const output = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
			cwd: PROJECT,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		// npm 11 answers with an object by name, older ones with a list.
		const all = JSON.parse(output) as Packed[] | Record<string, Packed>;
		packed = elementAt(Object.values(all), 0);
		execFileSync('tar', ['-xzf', path.join(folder, packed.filename), '-C', folder]);
	});
	afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

	test('ships dist, index.js, README, LICENSE, CHANGELOG and nothing else', () => {
		const topLevel = new Set(packed.files.map((file) => file.path.split('/')[0]));
		expect([...topLevel].sort()).toEqual([
			'CHANGELOG.md',
			'LICENSE',
			'README.md',
			'dist',
			'index.js',
			'package.json',
		]);
		const others = packed.files.filter((file) => !/\.(js|json|svg|md)$|^LICENSE$/.test(file.path));
		expect(others).toEqual([]);
	});

	test('has everything that package.json names', () => {
		const { main, n8n, peerDependencies, dependencies } = manifest();
		const paths = packed.files.map((file) => file.path);
		expect(paths).toEqual(expect.arrayContaining([main, ...n8n.nodes, ...n8n.credentials]));
		expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(dependencies).toBeUndefined();
	});

	test('at its start n8n loads what is shown, and nothing that runs', () => {
		const { nodes } = manifest().n8n;
		const code = `for (const file of ${JSON.stringify(nodes)}) require('./' + file);
			console.log(JSON.stringify(Object.keys(require.cache)));`;
		const said = execFileSync(process.execPath, ['-e', code], { cwd: PROJECT, encoding: 'utf8' });
		const loaded = JSON.parse(said) as string[];
		const ours = loaded.filter((file) => file.startsWith(path.join(PROJECT, 'dist')));
		expect(ours.filter((file) => /PixVerse\/(jobs|transport)\//.test(file))).toEqual([]);
		expect(ours.length).toBeLessThan(50);
		// Else this test would prove nothing: something of the models is always there.
		expect(ours.some((file) => file.includes('/models/catalogue/'))).toBe(true);
	});

	test("passes the scanner's lint as source", () => {
		const { files, found } = scan(PROJECT, [
			'package.json',
			'{nodes,credentials}/**/*.{js,ts,json}',
		]);
		expect(found).toEqual([]);
		expect(files).toBeGreaterThan(50);
	});

	test("passes the scanner's lint as tarball", () => {
		const { files, found } = scan(path.join(folder, 'package'), ['**/*.js', 'package.json']);
		expect(found).toEqual([]);
		expect(files).toBeGreaterThan(50);
	});
});
