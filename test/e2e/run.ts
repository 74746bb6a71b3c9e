// npm run test:e2e: what a user meets, in a real n8n and a real browser.
import { parseArgs } from 'node:util';

import { ensureHost } from '../host/install';
import { runSuite, SUITE_ARGUMENTS } from '../support/suite';
import { MOMENTS } from './moments';
import { openStage, type Stage } from './stage';

/** One of them starts n8n twice. */
const MOMENT_WITHIN_MS = 300_000;
const log = console.log;

const USAGE = `npm run test:e2e                    all moments, in a real n8n and a real browser
npm run test:e2e -- --only <text>   only the moments whose title or name holds this text
npm run screenshots                 retakes the README's pictures (docs/images)`;

function readArguments() {
	const { values } = parseArgs({
		options: { ...SUITE_ARGUMENTS, screenshots: { type: 'boolean', default: false } },
	});
	if (values.help) {
		log(USAGE);
		process.exit(0);
	}
	return values;
}

async function open(forReadme: boolean): Promise<Stage> {
	await ensureHost({ log });
	const stage = await openStage({ log, forReadme });
	await stage.editor.logIn();
	return stage;
}

async function close({ pictures, close: end }: Stage) {
	await end();
	log(`\nPictures:\n${pictures.taken.map((file) => `  ${file}`).join('\n')}\n`);
}

const { only, screenshots } = readArguments();
void runSuite(
	'the moments in the editor',
	MOMENTS.filter(({ readme }) => !screenshots || readme),
	{
		open: async () => await open(screenshots),
		close,
		reset: ({ sandbox }) => sandbox.reset(),
		explain: async ({ pictures }, _title, name) =>
			`Picture and text of the page: ${await pictures.ofFailure(name)}`,
		only,
		caseWithinMs: MOMENT_WITHIN_MS,
	},
);
