// npm run test:versions: the packed node in the engines of several n8n versions, 1.x to today's.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { packProject } from '../host/communityPackage';
import type { BinaryMode } from '../support/engine';
import { z } from '../support/json';
import { TYPESCRIPT_ARGS } from '../support/nodeArgs';
import { runSuite, type Case, type Tally } from '../support/suite';
import { CHECKS } from './checks';
import { installCore, installNode, listVersions } from './install';

const MODES: BinaryMode[] = ['filesystem', 'default'];
const MODE_NAMES: Record<BinaryMode, string> = { filesystem: 'files', default: 'memory' };

/** What went wrong with a check, by its label; undefined where nothing did. */
type Outcomes = Map<string, string | undefined>;

/** What the versions share, and what they found so far. */
interface Context {
	tarball: string;
	temporary: string;
	found: Map<string, Outcomes>;
}

const labelOf = (title: string, mode: BinaryMode) => `${title} (${MODE_NAMES[mode]})`;

const messageSchema = z.object({ title: z.string(), error: z.string().optional() });

/** Runs all checks of a mode in a child process. */
async function runChecks(folder: string, packageDir: string, mode: BinaryMode): Promise<Outcomes> {
	const outcomes: Outcomes = new Map();
	const child = fork(path.join(__dirname, 'child.ts'), [folder, packageDir, mode], {
		execArgv: TYPESCRIPT_ARGS,
		env: { ...process.env, NODE_ENV: 'test' },
	});
	child.on('message', (message) => {
		const { title, error } = messageSchema.parse(message);
		outcomes.set(labelOf(title, mode), error);
	});
	// Its last messages may come after its end.
	await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
	for (const { title, modes } of CHECKS) {
		const label = labelOf(title, mode);
		if (!modes.includes(mode) || outcomes.has(label)) continue;
		outcomes.set(label, `not reached; the process ended with exit code ${child.exitCode}`);
	}
	return outcomes;
}

async function checkVersion(version: string, { tarball, found }: Context): Promise<Tally> {
	const folder = await installCore(version, console.log);
	const packageDir = await installNode(tarball, folder, console.log);
	const ofVersion: Outcomes = new Map();
	found.set(version, ofVersion);
	for (const mode of MODES) {
		for (const [label, error] of await runChecks(folder, packageDir, mode)) {
			ofVersion.set(label, error);
			if (error) console.log(`\nn8n-core ${version}, ${label}: ${error}`);
		}
	}
	const failed = failuresOf(ofVersion);
	return { passed: ofVersion.size - failed, failed };
}

const failuresOf = (outcomes: Outcomes): number =>
	[...outcomes.values()].filter((error) => error !== undefined).length;

/** One row per check and mode, one column per version. */
function printTable(found: Context['found']) {
	const labels = CHECKS.flatMap(({ title, modes }) => modes.map((mode) => labelOf(title, mode)));
	const width = Math.max(...labels.map((label) => label.length));
	const print = (label: string, cells: string[]) =>
		console.log(`${label.padEnd(width)}  ${cells.map((cell) => cell.padEnd(9)).join(' ')}`);
	print('\nn8n-core', [...found.keys()]);
	for (const label of labels) {
		const isWorking = (of: Outcomes) => of.has(label) && of.get(label) === undefined;
		print(
			label,
			[...found.values()].map((of) => (isWorking(of) ? 'works' : 'FAILS')),
		);
	}
	const [oldest] = [...found].filter(([, of]) => of.size > 0 && failuresOf(of) === 0);
	console.log(`\nOldest that works: n8n-core ${oldest?.[0] ?? '(none)'}`);
}

async function open(): Promise<Context> {
	const temporary = await fs.mkdtemp(path.join(os.tmpdir(), 'pixverse-versions-'));
	const tarball = await packProject({ destination: temporary, build: false });
	return { tarball, temporary, found: new Map() };
}

async function close({ temporary, found }: Context) {
	await fs.rm(temporary, { recursive: true, force: true });
	printTable(found);
}

async function main() {
	const cases = (await listVersions()).map((version): Case<Context> => ({
		title: `n8n-core ${version}`,
		run: async (context) => await checkVersion(version, context),
	}));
	await runSuite('the versions of n8n', cases, { open, close });
}

void main();
