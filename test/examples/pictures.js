// Takes the pictures of examples/README.md: each example in the editor of a real n8n, in light and
// dark, cropped to its nodes. Needs Chromium (`chromium` on the PATH, or CHROMIUM with its path).
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs/promises');
const { createRequire } = require('node:module');
const os = require('node:os');
const path = require('node:path');

const { installPackage, packProject } = require('../host/communityPackage');
const { ensureHost } = require('../host/install');
const { startN8n } = require('../host/n8n');
const { projectFolder } = require('../host/paths');
const { OWNER, RestClient } = require('../host/rest');

// A plain require would look next to this file's neighbours first; n8n has none of it.
const { chromium } = createRequire(path.join(projectFolder, 'package.json'))('playwright-core');

const examplesFolder = path.join(projectFolder, 'examples');
const imagesFolder = path.join(examplesFolder, 'images');
const MARGIN = 32;
const LABEL_HEIGHT = 60;

async function logIn(page, url) {
	await page.goto(`${url}/signin`);
	await page.fill('input[type=email], input[autocomplete=email]', OWNER.email);
	await page.fill('input[type=password]', OWNER.password);
	await page.keyboard.press('Enter');
	await page.waitForURL((address) => !address.pathname.includes('signin'));
}

/** The area that holds all nodes, with the names below them. */
async function areaOfNodes(page) {
	const nodes = page.locator('[data-test-id="canvas-node"]');
	const boxes = await Promise.all(
		(await nodes.all()).map(async (node) => await node.boundingBox()),
	);
	const left = Math.min(...boxes.map(({ x }) => x)) - 2 * MARGIN;
	const top = Math.min(...boxes.map(({ y }) => y)) - MARGIN;
	const right = Math.max(...boxes.map(({ x, width }) => x + width)) + 2 * MARGIN;
	const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + LABEL_HEIGHT + MARGIN;
	return { x: left, y: top, width: right - left, height: bottom - top };
}

async function takePicture(page, address, file) {
	await page.goto(address);
	await page.waitForSelector('[data-test-id="canvas-node"]');
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
	await page.addStyleTag({ content: '.vue-flow__panel, [class*="canvasButtons"] { opacity: 0 }' });
	await page.screenshot({ path: file, clip: area });
}

async function createWorkflows(client) {
	const files = (await fs.readdir(examplesFolder)).filter((file) => file.endsWith('.json'));
	const created = [];
	for (const file of files) {
		const example = JSON.parse(await fs.readFile(path.join(examplesFolder, file), 'utf8'));
		const nodes = example.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
		const { id } = await client.createWorkflow({ ...example, nodes });
		created.push({ id, name: path.basename(file, '.json') });
	}
	return created;
}

async function main() {
	const userFolder = await fs.mkdtemp(path.join(os.tmpdir(), 'pixverse-pictures-'));
	await ensureHost();
	const tarball = await packProject({ destination: path.join(userFolder, 'packed') });
	await installPackage({ tarball, userFolder });
	const n8n = await startN8n({ userFolder });
	const executablePath =
		process.env.CHROMIUM ??
		execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
	const browser = await chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--disable-gpu'],
	});
	try {
		const client = new RestClient(n8n);
		await client.setUpOwner();
		const workflows = await createWorkflows(client);
		await fs.mkdir(imagesFolder, { recursive: true });
		for (const scheme of ['light', 'dark']) {
			const viewport = { width: 1900, height: 1100 };
			const context = await browser.newContext({ viewport, colorScheme: scheme });
			const page = await context.newPage();
			await logIn(page, n8n.url);
			for (const { id, name } of workflows) {
				const file = `${name}${scheme === 'dark' ? '-dark' : ''}.png`;
				await takePicture(page, `${n8n.url}/workflow/${id}`, path.join(imagesFolder, file));
				console.log(`examples/images/${file}`);
			}
			await context.close();
		}
	} finally {
		await browser.close();
		await n8n.stop();
		await fs.rm(userFolder, { recursive: true, force: true, maxRetries: 3 });
	}
}

main().catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
