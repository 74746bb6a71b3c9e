'use strict';

const { parseArgs } = require('node:util');

const { ensureHost } = require('../host/install');
const { formatElapsed, withProgress } = require('../host/progress');
const { MOMENTS } = require('./moments');
const { openStage } = require('./stage');

const MOMENT_WITHIN_MS = 180_000;
const log = console.log;

const USAGE = `npm run test:e2e                    all moments, in a real n8n and a real browser
npm run test:e2e -- --only <text>   only the moments whose title or name holds this text
npm run screenshots                 retakes the README's pictures (docs/images)`;

function readArguments() {
	const { values } = parseArgs({
		options: {
			screenshots: { type: 'boolean', default: false },
			only: { type: 'string', default: '' },
			help: { type: 'boolean', default: false },
		},
	});
	return values;
}

/** @param {{ screenshots: boolean, only: string }} wanted */
function chooseMoments({ screenshots, only }) {
	return MOMENTS.filter(
		({ name, title, readme }) =>
			(!screenshots || readme) && `${name} ${title}`.toLowerCase().includes(only.toLowerCase()),
	);
}

/**
 * @param {import('./stage').Stage} stage
 * @param {import('./moments').Moment} moment
 */
async function play(stage, moment) {
	/** @type {NodeJS.Timeout | undefined} */
	let deadline;
	const overdue = new Promise((_, reject) => {
		const late = new Error(`not done after ${formatElapsed(MOMENT_WITHIN_MS)}`);
		deadline = setTimeout(() => reject(late), MOMENT_WITHIN_MS);
	});
	const startedMs = Date.now();
	stage.sandbox.reset();
	try {
		const figures = await Promise.race([moment.run(stage), overdue]);
		const said = typeof figures === 'string' ? `; ${figures}` : '';
		log(`ok      ${moment.title} (${formatElapsed(Date.now() - startedMs)}${said})`);
		return true;
	} catch (error) {
		const picture = await stage.pictures.ofFailure(moment.name);
		log(`FAILED  ${moment.title}\n${error.stack}\nPicture and text of the page: ${picture}`);
		return false;
	} finally {
		clearTimeout(deadline);
	}
}

async function main() {
	const wanted = readArguments();
	if (wanted.help) {
		log(USAGE);
		return;
	}
	const moments = chooseMoments(wanted);
	await ensureHost({ log });
	const stage = await withProgress(
		'Building the node, starting n8n and Chromium',
		log,
		async () => {
			return await openStage({ log, forReadme: wanted.screenshots });
		},
	);
	let passed = 0;
	let failed = 0;
	try {
		await stage.editor.logIn();
		for (const moment of moments) {
			if (await play(stage, moment)) passed += 1;
			else failed += 1;
		}
	} finally {
		await stage.close();
	}
	log(`\nPictures:\n${stage.pictures.taken.map((file) => `  ${file}`).join('\n')}`);
	log(`\n${passed} passed, ${failed} failed`);
	process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

main().catch((error) => {
	console.error(error.stack);
	console.log('\n0 passed, 1 failed');
	process.exitCode = 1;
});
