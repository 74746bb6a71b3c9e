'use strict';

const fs = require('node:fs/promises');
const os = require('node:os');
const path = require('node:path');

const { installPackage, packProject } = require('../host/communityPackage');
const { startN8n } = require('../host/n8n');
const { RestClient } = require('../host/rest');
const { SANDBOX_KEY, startSandbox } = require('../sandbox');
const { ensureChromium, launchChromium } = require('./chromium');
const { Editor } = require('./editor');
const { Pictures } = require('./pictures');

const JOB_MS = 1_500;
const TEST_VIEW = { viewport: { width: 1440, height: 900 } };

// Few pixels drawn twice as sharp: text stays readable where a README shows the picture smaller.
const PICTURE_VIEW = { viewport: { width: 1200, height: 780 }, deviceScaleFactor: 2 };

/**
 * All that a moment plays on: the sandbox, a real n8n with the packed node, a browser.
 *
 * @typedef {object} Stage
 * @property {Awaited<ReturnType<typeof startSandbox>>} sandbox
 * @property {import('../host/n8n').RunningN8n} n8n
 * @property {RestClient} client logged in as the owner
 * @property {{ id: string, name: string }} credential a good one for the sandbox
 * @property {Editor} editor
 * @property {Pictures} pictures
 * @property {() => Promise<void>} restartN8n after a moment has ended it
 * @property {() => Promise<void>} close
 *
 * @param {object} options
 * @param {(line: string) => void} options.log
 * @param {boolean} options.forReadme true takes the README's pictures
 * @returns {Promise<Stage>}
 */
async function openStage({ log, forReadme }) {
	/** @type {(() => Promise<unknown>)[]} */
	const endings = [];
	const close = async () => {
		for (const ending of endings.splice(0).reverse()) await ending();
	};
	try {
		const executablePath = await ensureChromium({ log });
		const userFolder = await fs.mkdtemp(path.join(os.tmpdir(), 'pixverse-e2e-'));
		endings.push(async () => await fs.rm(userFolder, { recursive: true, maxRetries: 5 }));

		const tarball = await packProject({ destination: path.join(userFolder, 'packed'), log });
		await installPackage({ tarball, userFolder, log });
		const sandbox = await startSandbox({ jobDurationMs: JOB_MS });
		endings.push(async () => await sandbox.close());

		const pictures = new Pictures({ forReadme });
		await pictures.clear();
		const start = async () => await startN8n({ userFolder, log });
		/** @type {any} */
		const stage = { sandbox, pictures, close, n8n: await start() };
		endings.push(async () => {
			await stage.n8n.stop();
			await fs.copyFile(stage.n8n.logFile, path.join(pictures.folder, 'n8n.log'));
		});
		stage.restartN8n = async () => {
			stage.n8n = await startN8n({ userFolder, port: stage.n8n.port, log });
		};

		stage.client = new RestClient(stage.n8n);
		await stage.client.setUpOwner();
		const { id, name } = await stage.client.createCredential({
			name: 'Segmind account',
			type: 'segmindApi',
			data: { apiKey: SANDBOX_KEY, baseUrl: sandbox.url },
		});
		stage.credential = { id, name };

		const browser = await launchChromium(executablePath);
		endings.push(async () => await browser.close());
		const page = await browser.newPage({
			...(forReadme ? PICTURE_VIEW : TEST_VIEW),
			colorScheme: 'light',
			locale: 'en-US',
		});
		stage.editor = new Editor(page, stage.n8n.url);
		pictures.page = page;
		return stage;
	} catch (error) {
		await close();
		throw error;
	}
}

module.exports = { openStage };
