import path from 'node:path';

import { SANDBOX_KEY, startSandbox } from '../sandbox';
import { Command, InvalidArgumentError } from '../support/commander';
import { Endings } from '../support/endings';
import { messageOf } from '../support/errors';
import { installPackage, packProject } from './communityPackage';
import { claimDemoFolder } from './demoFolder';
import { importExample, makeVideo } from './demoWorkflow';
import { ensureHost } from './install';
import { startN8n } from './n8n';
import { findFreePort } from './ports';
import { onInterrupt } from './processes';
import { formatElapsed, withProgress } from './progress';
import { OWNER, RestClient } from './rest';

const INTERRUPTED_EXIT_CODE = 130;
const log = console.log;

function portNumber(text: string) {
	const port = Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) {
		throw new InvalidArgumentError('It must be a whole number from 1 to 65535.');
	}
	return port;
}

function readArguments() {
	return new Command('npm run demo --')
		.description(
			'Makes a video with the node in a real n8n, without paying: a local sandbox answers in place of Segmind.',
		)
		.option('--once', 'end when the video is made, instead of leaving n8n open')
		.option('--port <number>', 'port of n8n; another where it is taken', portNumber, 5678)
		.option('--sandbox-port <number>', 'port of the sandbox, likewise', portNumber, 4010)
		.parse()
		.opts<{ once?: true; port: number; sandboxPort: number }>();
}

/** Installs what is missing of n8n, and the node into `userFolder`. */
async function install(userFolder: string) {
	const host = await ensureHost({ log });
	if (host.reused) log('n8n is installed already.');

	const tarball = await withProgress('Building and packing the node', log, async () => {
		return await packProject({ destination: path.join(userFolder, 'packed'), log });
	});
	const installed = await installPackage({ tarball, userFolder, log });
	log(`Installed ${installed.name} ${installed.version} as a community node.`);
}

async function runDemo(
	{ port, sandboxPort }: { port: number; sandboxPort: number },
	cleanup: Endings,
) {
	const { folder: userFolder, release } = await claimDemoFolder();
	cleanup.add(release);
	await install(userFolder);

	const sandbox = await startSandbox({ port: await findFreePort(sandboxPort) });
	cleanup.add(async () => await sandbox.close());
	const n8n = await withProgress('Starting the sandbox and n8n', log, async () => {
		return await startN8n({ userFolder, port, log });
	});
	cleanup.add(async () => await n8n.stop());

	const client = new RestClient(n8n);
	await client.setUpOwner();
	const workflow = await importExample(client, { apiKey: SANDBOX_KEY, baseUrl: sandbox.url });
	const access = [
		`n8n editor:  ${n8n.url}/workflow/${workflow.id}`,
		`  e-mail:    ${OWNER.email}`,
		`  password:  ${OWNER.password}`,
		`Sandbox:     ${sandbox.url} (API key ${SANDBOX_KEY})`,
	].join('\n');
	log(`\n${access}\n`);
	const { file, video } = await withProgress(`Running "${workflow.name}"`, log, async () => {
		return await makeVideo(client, workflow, userFolder);
	});
	return { access, file, n8n, video };
}

async function stayOpen(
	{ access, n8n }: Awaited<ReturnType<typeof runDemo>>,
	interrupted: Promise<'interrupted'>,
) {
	log(`\n${access}\nn8n stays open. Ctrl+C ends it.`);
	const end = await Promise.race([n8n.exited, interrupted]);
	if (end !== 'interrupted') throw new Error(`n8n ended by itself; its log is ${n8n.logFile}`);
	log('\nEnding n8n and the sandbox …');
}

function explainFailure(error: unknown) {
	console.error(`\nThe demo did not work: ${messageOf(error)}`);
	console.error(
		'\nWhat to do: follow the message above and start the demo again. If it says nothing to follow: run "npm ci", ' +
			'check the network and 4 GB of free disk, delete test/host/node_modules, and look into n8n.log in the newest folder of .demo.',
	);
}

async function main() {
	const { once, ...options } = readArguments();
	const startedMs = Date.now();
	const cleanup = new Endings();
	const interrupted = new Promise<'interrupted'>((resolve) =>
		onInterrupt(() => resolve('interrupted')),
	);
	let exitCode = 0;
	try {
		const result = await Promise.race([runDemo(options, cleanup), interrupted]);
		if (result === 'interrupted') {
			exitCode = INTERRUPTED_EXIT_CODE;
			log('\nInterrupted; ending what was started.');
		} else {
			const { width, height, durationSeconds, frames } = result.video;
			log(`The video is playable: ${width} x ${height}, ${durationSeconds} s, ${frames} frames.`);
			log(`The demo took ${formatElapsed(Date.now() - startedMs)} and wrote this file:`);
			log(result.file);
			if (!once) await stayOpen(result, interrupted);
		}
	} catch (error) {
		exitCode = 1;
		explainFailure(error);
	}
	await cleanup.run();
	process.exit(exitCode);
}

void main();
