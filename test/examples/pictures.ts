// Takes the pictures of examples/README.md: each example in the editor of a real n8n, in light and
// dark, cropped to its nodes and notes. `--only <text>` takes those whose name holds it.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import type { Browser, Page } from 'playwright-core';

import { ensureChromium, launchChromium } from '../e2e/chromium';
import { Editor } from '../e2e/editor';
import { installPackage, packProject } from '../host/communityPackage';
import { examplesFolder, listExamples, readExample } from '../host/exampleFiles';
import { ensureHost } from '../host/install';
import { startN8n } from '../host/n8n';
import { RestClient } from '../host/rest';
import { Endings } from '../support/endings';
import { messageOf } from '../support/errors';

const imagesFolder = path.join(examplesFolder, 'images');
const SHOWN = '[data-test-id="canvas-node"], [data-test-id="sticky"]';
const HIDDEN = '.vue-flow__panel, [class*="canvasButtons"], [class*="executionButtons"]';
const MARGIN = 32;
const LABEL_HEIGHT = 60;
const log = console.log;

/** The area that holds all nodes and notes, with the names below. */
async function areaOfNodes(page: Page) {
	const nodes = await page.locator(SHOWN).all();
	const found = await Promise.all(nodes.map(async (node) => await node.boundingBox()));
	const boxes = found.flatMap((box) => (box ? [box] : []));
	const left = Math.min(...boxes.map(({ x }) => x)) - 2 * MARGIN;
	const top = Math.min(...boxes.map(({ y }) => y)) - MARGIN;
	const right = Math.max(...boxes.map(({ x, width }) => x + width)) + 2 * MARGIN;
	const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + LABEL_HEIGHT + MARGIN;
	return { x: left, y: top, width: right - left, height: bottom - top };
}

async function takePicture(editor: Editor, workflowId: string, file: string) {
	const { page } = editor;
	await editor.openWorkflow(workflowId);
	await page.waitForLoadState('networkidle');
	await page.keyboard.press('1'); // zooms so that everything is seen
	// The zoom is animated: two equal looks mean that it has ended.
	let area = await areaOfNodes(page);
	for (;;) {
		await page.waitForTimeout(300);
		const next = await areaOfNodes(page);
		if (JSON.stringify(next) === JSON.stringify(area)) break;
		area = next;
	}
	await page.addStyleTag({ content: `${HIDDEN} { opacity: 0 }` });
	await page.screenshot({ path: file, clip: area });
}

/** @returns the workflows' IDs, by the examples' names */
async function createWorkflows(client: RestClient): Promise<Map<string, string>> {
	const ids = new Map<string, string>();
	const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
	for (const name of await listExamples()) {
		if (!name.includes(values.only)) continue;
		ids.set(name, (await client.createWorkflow(await readExample(name))).id);
	}
	return ids;
}

async function takeAll(browser: Browser, url: string, workflows: Map<string, string>) {
	await fs.mkdir(imagesFolder, { recursive: true });
	for (const colorScheme of ['light', 'dark'] as const) {
		// Little larger than an example: GitHub shows a picture at less than 900 pixels.
		const viewport = { width: 1440, height: 1700 };
		const context = await browser.newContext({ viewport, colorScheme });
		const editor = new Editor(await context.newPage(), url);
		await editor.logIn();
		for (const [name, id] of workflows) {
			const file = `${name}${colorScheme === 'dark' ? '-dark' : ''}.png`;
			await takePicture(editor, id, path.join(imagesFolder, file));
			log(`examples/images/${file}`);
		}
		await context.close();
	}
}

async function main(endings: Endings) {
	const executablePath = await ensureChromium({ log });
	const userFolder = await fs.mkdtemp(path.join(os.tmpdir(), 'pixverse-pictures-'));
	endings.add(async () => await fs.rm(userFolder, { recursive: true, force: true, maxRetries: 3 }));
	await ensureHost();
	const tarball = await packProject({ destination: path.join(userFolder, 'packed') });
	await installPackage({ tarball, userFolder });
	const n8n = await startN8n({ userFolder });
	endings.add(async () => await n8n.stop());
	const browser = await launchChromium(executablePath);
	endings.add(async () => await browser.close());
	const client = new RestClient(n8n);
	await client.setUpOwner();
	await takeAll(browser, n8n.url, await createWorkflows(client));
}

const endings = new Endings();
main(endings)
	.catch((error: unknown) => {
		console.error(messageOf(error));
		process.exitCode = 1;
	})
	.finally(() => void endings.run());
