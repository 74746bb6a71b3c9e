import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { installPackage, packProject } from '../host/communityPackage';
import { startN8n, type RunningN8n } from '../host/n8n';
import type { SavedCredential } from '../host/n8nJson';
import { RestClient } from '../host/rest';
import { SANDBOX_KEY, startSandbox, type Sandbox } from '../sandbox';
import { Endings } from '../support/endings';
import { ensureChromium, launchChromium } from './chromium';
import { Editor } from './editor';
import { Pictures } from './pictures';

const JOB_MS = 1_500;
const TEST_VIEW = { viewport: { width: 1440, height: 900 } };

// Few pixels drawn twice as sharp: text stays readable where a README shows the picture smaller.
const PICTURE_VIEW = { viewport: { width: 1200, height: 780 }, deviceScaleFactor: 2 };

export interface Stage {
	sandbox: Sandbox;
	n8n: RunningN8n;
	/** logged in as the owner */
	client: RestClient;
	/** a good one for the sandbox */
	credential: SavedCredential;
	editor: Editor;
	pictures: Pictures;
	/** after a moment has ended it */
	restartN8n: () => Promise<void>;
	close: () => Promise<void>;
}

export interface OpenStageOptions {
	log: (line: string) => void;
	/** true takes the README's pictures */
	forReadme: boolean;
}

/** An n8n with the packed node in a folder of its own. */
async function installNode(endings: Endings, log: (line: string) => void): Promise<string> {
	const userFolder = await fs.mkdtemp(path.join(os.tmpdir(), 'pixverse-e2e-'));
	endings.add(async () => await fs.rm(userFolder, { recursive: true, maxRetries: 5 }));
	const tarball = await packProject({
		destination: path.join(userFolder, 'packed'),
		build: false,
		log,
	});
	await installPackage({ tarball, userFolder, log });
	return userFolder;
}

async function openPage(endings: Endings, executablePath: string, forReadme: boolean) {
	const browser = await launchChromium(executablePath);
	endings.add(async () => await browser.close());
	return await browser.newPage({
		...(forReadme ? PICTURE_VIEW : TEST_VIEW),
		colorScheme: 'light',
		locale: 'en-US',
	});
}

async function open(endings: Endings, { log, forReadme }: OpenStageOptions): Promise<Stage> {
	const executablePath = await ensureChromium({ log });
	const userFolder = await installNode(endings, log);
	const sandbox = await startSandbox({ jobDurationMs: JOB_MS });
	endings.add(async () => await sandbox.close());

	const pictures = new Pictures({ forReadme });
	await pictures.clear();
	const n8n = await startN8n({ userFolder, log });
	const client = new RestClient(n8n);
	await client.setUpOwner();
	const credential = await client.createCredential({
		name: 'Segmind account',
		type: 'segmindApi',
		data: { apiKey: SANDBOX_KEY, baseUrl: sandbox.url },
	});
	const page = await openPage(endings, executablePath, forReadme);
	pictures.page = page;
	const stage: Stage = {
		...{ sandbox, n8n, client, credential, pictures },
		editor: new Editor(page, n8n.url),
		restartN8n: async () => {
			stage.n8n = await startN8n({ userFolder, samePort: n8n.port, log });
		},
		close: async () => await endings.run(),
	};
	endings.add(async () => {
		await stage.n8n.stop();
		await fs.copyFile(stage.n8n.logFile, path.join(pictures.folder, 'n8n.log'));
	});
	return stage;
}

/** All that a moment plays on: the sandbox, a real n8n with the packed node, a browser. */
export async function openStage(options: OpenStageOptions): Promise<Stage> {
	const endings = new Endings();
	return await endings.orAfterFailure(async () => await open(endings, options));
}
