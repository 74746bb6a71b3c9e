import { access, constants } from 'node:fs/promises';
import path from 'node:path';

import { chromium, selectors } from 'playwright-core';

import { runCommand } from '../host/command';
import { messageOf } from '../support/errors';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	// A person's click lets a video play with sound; a test's click need not.
	'--autoplay-policy=no-user-gesture-required',
];

/** @returns the path of an installed browser */
async function findChromium(): Promise<string | undefined> {
	const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
	const files = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
	for (const file of [process.env.CHROMIUM_PATH, ...files]) {
		if (!file) continue;
		const isThere = await access(file, constants.X_OK).then(
			() => true,
			() => false,
		);
		if (isThere) return file;
	}
	return undefined;
}

/**
 * The path of a Chromium; installs Debian's where there is none and this process may.
 *
 * @throws Error that says what to install
 */
export async function ensureChromium({ log }: { log: (line: string) => void }) {
	const found = await findChromium();
	if (found) return found;
	const advice =
		'install Chromium (Debian, Ubuntu: "apt-get install chromium"), or set CHROMIUM_PATH to the program';
	const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
	if (!isRoot) throw new Error(`There is no Chromium here: ${advice}.`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	try {
		await runCommand('apt-get', ['update', '-qq'], { title: 'Reading package lists', log, env });
		await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
			title: 'Installing Chromium',
			log,
			env,
		});
	} catch (error) {
		throw new Error(`Chromium could not be installed; ${advice}. ${messageOf(error)}`);
	}
	const installed = await findChromium();
	if (!installed) throw new Error(`apt-get installed no Chromium; ${advice}.`);
	return installed;
}

/** @param executablePath from `ensureChromium` */
export async function launchChromium(executablePath: string) {
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({ executablePath, args: FLAGS });
}
