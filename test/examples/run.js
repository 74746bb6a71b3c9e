// Checks every file in examples/ against a real n8n with this package installed: it imports, n8n
// knows each node and finds no fault with its parameters, and what can run without an account at
// another service runs from end to end against the sandbox and local stand-ins.
'use strict';

const fs = require('node:fs/promises');
const os = require('node:os');
const path = require('node:path');

const { installPackage, packProject } = require('../host/communityPackage');
const { ensureHost } = require('../host/install');
const { startN8n } = require('../host/n8n');
const { projectFolder } = require('../host/paths');
const { RestClient } = require('../host/rest');
const { startSandbox } = require('../sandbox');
const { importCredentials } = require('./credentials');
const { startStandIns } = require('./standIns');
const { fetchNodeTypes, problemsOf } = require('./staticChecks');

const examplesFolder = path.join(projectFolder, 'examples');
const JOB_MS = 1_500;

const score = { passed: 0, failed: 0 };

/** @param {string} name */
async function check(name, work) {
	const startedMs = Date.now();
	try {
		await work();
		score.passed += 1;
		console.log(`ok    ${name} (${((Date.now() - startedMs) / 1000).toFixed(1)} s)`);
	} catch (error) {
		score.failed += 1;
		console.log(`FAIL  ${name}: ${error.message}`);
	}
}

async function readExamples() {
	const files = (await fs.readdir(examplesFolder)).filter((file) => file.endsWith('.json'));
	const read = async (file) =>
		JSON.parse(await fs.readFile(path.join(examplesFolder, file), 'utf8'));
	return await Promise.all(
		files.map(async (file) => ({ name: path.basename(file, '.json'), workflow: await read(file) })),
	);
}

function withCredentials(workflow, credentials) {
	const choose = (wanted) =>
		Object.fromEntries(
			Object.keys(wanted).flatMap((type) => (credentials[type] ? [[type, credentials[type]]] : [])),
		);
	const nodes = workflow.nodes.map((node) =>
		node.credentials ? { ...node, credentials: choose(node.credentials) } : node,
	);
	return { ...workflow, nodes };
}

/**
 * What an example must do, from its trigger to the file or message at its end: `run(stage)`.
 * `prepare(workflow)` may change what would only cost time here; nothing else is changed.
 * `webhooks: true` activates the workflow first.
 */
function scenarioOf(name) {
	return require(path.join(__dirname, 'scenarios', `${name}.js`));
}

/** Imports an example as the editor does, with credentials, and plays its scenario. */
async function play(scenario, example, stage) {
	const { client, sandbox, world, unknown, credentials } = stage;
	sandbox.reset();
	Object.assign(world, { files: [], sent: [], chats: [], published: [], webhook: undefined });
	world.sheets.clear();
	world.objects.clear();
	unknown.length = 0;
	const file = withCredentials(structuredClone(example.workflow), credentials);
	scenario.prepare?.(file);
	const workflow = await client.createWorkflow(file);
	if (scenario.webhooks) await client.activateWorkflow(workflow.id, workflow.versionId);
	try {
		await scenario.run({ ...stage, workflow });
	} catch (error) {
		const asked = unknown.length > 0 ? ` (unknown to the stand-ins: ${unknown.join(', ')})` : '';
		throw new Error(`${error.message}${asked}`);
	} finally {
		if (scenario.webhooks) await client.deactivateWorkflow(workflow.id);
	}
	if (unknown.length > 0) throw new Error(`unknown to the stand-ins: ${unknown.join(', ')}`);
}

async function checkAll(cleanup) {
	const userFolder = await fs.mkdtemp(path.join(os.tmpdir(), 'pixverse-examples-'));
	cleanup.push(
		async () => await fs.rm(userFolder, { recursive: true, force: true, maxRetries: 3 }),
	);
	await ensureHost();
	const tarball = await packProject({ destination: path.join(userFolder, 'packed') });
	await installPackage({ tarball, userFolder });
	const sandbox = await startSandbox({ jobDurationMs: JOB_MS });
	cleanup.push(async () => await sandbox.close());
	const { url: standInUrl, world, unknown, close } = await startStandIns();
	cleanup.push(close);
	const credentials = await importCredentials({ userFolder, sandboxUrl: sandbox.url, standInUrl });
	const env = {
		NODE_OPTIONS: `--require=${path.join(__dirname, 'redirect.js')}`,
		STAND_IN_URL: standInUrl,
	};
	const n8n = await startN8n({ userFolder, env });
	cleanup.push(async () => await n8n.stop());
	const client = new RestClient(n8n);
	await client.setUpOwner();
	const types = await fetchNodeTypes(client);

	const wanted = process.argv.slice(2);
	const examples = (await readExamples()).filter(
		({ name }) => wanted.length === 0 || wanted.includes(name),
	);
	const stage = { client, sandbox, world, unknown, credentials, userFolder, n8nUrl: n8n.url };
	for (const example of examples) {
		await check(`${example.name}: imports, and n8n finds no fault with it`, async () => {
			await client.createWorkflow(example.workflow);
			const problems = problemsOf(example.workflow, types);
			if (problems.length > 0) throw new Error(problems.join('; '));
		});
		await check(`${example.name}: runs from end to end`, async () => {
			await play(scenarioOf(example.name), example, stage);
		});
	}
}

async function main() {
	const cleanup = [];
	try {
		await checkAll(cleanup);
	} catch (error) {
		score.failed += 1;
		console.log(`FAIL  could not start: ${error.stack}`);
	}
	for (const end of cleanup.reverse()) await end();
	console.log(`${score.passed} passed, ${score.failed} failed`);
	process.exit(score.failed > 0 || score.passed === 0 ? 1 : 0);
}

main();
