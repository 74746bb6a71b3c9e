// Checks every file in examples/ against a real n8n with this package installed: it imports, n8n
// knows each node and finds no fault with its parameters, and what can run without an account at
// another service runs from end to end against the sandbox and local stand-ins.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { installPackage, packProject } from '../host/communityPackage';
import { listExamples, readExample } from '../host/exampleFiles';
import { ensureHost } from '../host/install';
import { startN8n } from '../host/n8n';
import type { Credentials, Workflow } from '../host/n8nJson';
import { RestClient } from '../host/rest';
import { startSandbox } from '../sandbox';
import { Endings } from '../support/endings';
import { messageOf } from '../support/errors';
import { anyObject } from '../support/json';
import { runSuite, type Case } from '../support/suite';
import { importCredentials } from './credentials';
import { SCENARIOS } from './scenarios';
import type { Services } from './services';
import { startStandIns } from './standIns';
import { fetchNodeTypes, problemsOf } from './staticChecks';
import type { Scenario, Stage } from './steps';

const JOB_MS = 1_500;

function withCredentials(workflow: Workflow, credentials: Credentials): Workflow {
	const choose = (wanted: Credentials): Credentials =>
		Object.fromEntries(Object.entries(credentials).filter(([type]) => type in wanted));
	const nodes = workflow.nodes.map((node) =>
		node.credentials ? { ...node, credentials: choose(node.credentials) } : node,
	);
	return { ...workflow, nodes };
}

async function assertFaultless(name: string, { client }: Stage) {
	const workflow = await readExample(name);
	await client.createWorkflow(workflow);
	const problems = problemsOf(workflow, await fetchNodeTypes(client));
	if (problems.length > 0) throw new Error(problems.join('; '));
}

type Part = Omit<Scenario, 'dry'>;

/** Imports an example as the editor does, with credentials, and plays its scenario. */
async function play(name: string, scenario: Part, stage: Stage) {
	const { client, services, credentials } = stage;
	const file = withCredentials(await readExample(name), credentials);
	scenario.prepare?.(file);
	const workflow = await client.createWorkflow(file);
	const unknown = () => `unknown to the stand-ins: ${services.unknown.join(', ')}`;
	try {
		scenario.arrange?.({ ...stage, workflow });
		if (scenario.activated) await client.activateWorkflow(workflow.id);
		await scenario.run({ ...stage, workflow });
	} catch (error) {
		if (services.unknown.length === 0) throw error;
		throw new Error(`${messageOf(error)} (${unknown()})`, { cause: error });
	} finally {
		if (scenario.activated) await client.deactivateWorkflow(workflow.id);
	}
	if (services.unknown.length > 0) throw new Error(unknown());
}

/** Options → Dry Run → Always, in every node that would order. */
function switchDry({ nodes }: Workflow) {
	for (const { parameters } of nodes.filter((node) => node.parameters.resource === 'video')) {
		parameters.options = { ...anyObject.parse(parameters.options), dryRun: 'always' };
	}
}

/** What a later real run could take for done. */
const tracesIn = ({ sheets, files, objects, published }: Services) =>
	JSON.stringify([[...sheets], files.map(({ name }) => name), [...objects.keys()], published]);

async function playDry(name: string, { dry, prepare, ...rest }: Scenario, stage: Stage) {
	const scenario: Part = {
		...rest,
		prepare: (workflow) => {
			prepare?.(workflow);
			switchDry(workflow);
		},
		run: async (play) => {
			const before = tracesIn(play.services);
			await dry(play);
			assert.deepEqual(play.sandbox.acceptedSubmits(), [], 'a dry run orders nothing');
			assert.equal(tracesIn(play.services), before, 'a dry run leaves no trace');
		},
	};
	await play(name, scenario, stage);
}

function scenarioOf(name: string): Scenario {
	const scenario = SCENARIOS[name];
	if (!scenario) throw new Error(`test/examples/scenarios has none for ${name}`);
	return scenario;
}

function casesOf(name: string): Array<Case<Stage>> {
	return [
		{
			title: `${name}: imports, and n8n finds no fault with it`,
			run: async (stage) => await assertFaultless(name, stage),
		},
		{
			title: `${name}: runs from end to end`,
			run: async (stage) => await play(name, scenarioOf(name), stage),
		},
		{
			title: `${name}: runs dry to its end, without an order and without a trace`,
			run: async (stage) => await playDry(name, scenarioOf(name), stage),
		},
	];
}

async function open(): Promise<Stage> {
	const endings = new Endings();
	return await endings.orAfterFailure(async () => await openStage(endings));
}

async function openStage(endings: Endings): Promise<Stage> {
	const userFolder = await fs.mkdtemp(path.join(os.tmpdir(), 'pixverse-examples-'));
	endings.add(async () => await fs.rm(userFolder, { recursive: true, force: true, maxRetries: 3 }));
	await ensureHost();
	const tarball = await packProject({ destination: path.join(userFolder, 'packed') });
	await installPackage({ tarball, userFolder });
	const sandbox = await startSandbox({ jobDurationMs: JOB_MS });
	endings.add(async () => await sandbox.close());
	const { services, close } = await startStandIns();
	endings.add(close);
	const standInUrl = services.url;
	const credentials = await importCredentials({ userFolder, sandboxUrl: sandbox.url, standInUrl });
	const env = {
		// n8n's own Node (24) runs TypeScript; it only wonders about a file that says nothing of modules.
		NODE_OPTIONS: `--disable-warning=MODULE_TYPELESS_PACKAGE_JSON --require=${path.join(__dirname, 'redirect.ts')}`,
		STAND_IN_URL: standInUrl,
	};
	let n8n = await startN8n({ userFolder, env });
	endings.add(async () => await n8n.stop());
	const client = new RestClient(n8n);
	await client.setUpOwner();
	return {
		...{ client, sandbox, services, credentials, userFolder, n8nUrl: n8n.url },
		crashN8n: async () => {
			await n8n.kill9();
			n8n = await startN8n({ userFolder, env, samePort: n8n.port });
			await client.logIn();
		},
		close: async () => await endings.run(),
	};
}

async function main() {
	const cases = (await listExamples()).flatMap(casesOf);
	await runSuite('the examples', cases, {
		open,
		reset: ({ sandbox, services }) => {
			sandbox.reset();
			services.reset();
		},
		close: async ({ close }) => await close(),
	});
}

void main();
