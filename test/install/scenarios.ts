import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';

import { installPackage } from '../host/communityPackage';
import { errorOf } from '../host/executionData';
import type { Sandbox } from '../sandbox';
import type { Case } from '../support/suite';
import { installManually, renumber } from './packages';
import { Visit } from './visit';

const OLDER_VERSION = '0.0.1';

/** What the scenarios share. */
export interface Ground {
	/** Where user folders and logs go. */
	folder: string;
	tarball: string;
	sandbox: Sandbox;
	log: (line: string) => void;
}

async function visiting<T>(
	userFolder: string,
	sandbox: Sandbox,
	work: (visit: Visit) => Promise<T>,
): Promise<T> {
	const visit = await Visit.begin(userFolder, sandbox);
	try {
		return await work(visit);
	} finally {
		await visit.end();
	}
}

/** Settings > Community nodes > Install, on an n8n that never ran, then Update. */
async function installAndUpgrade({ folder, tarball, sandbox }: Ground): Promise<string> {
	const userFolder = path.join(folder, 'editor');
	const older = await renumber(tarball, OLDER_VERSION, path.join(folder, 'older'));
	await installPackage({ tarball: older, userFolder });
	const before = await visiting(userFolder, sandbox, async (visit) => {
		await visit.client.setUpOwner();
		await visit.assertLoaded();
		const id = await visit.save();
		const { nodes } = await visit.client.getWorkflow(id);
		return { id, nodes, outcome: await visit.runSaved(id) };
	});

	const { version } = await installPackage({ tarball, userFolder });
	assert.notEqual(version, OLDER_VERSION);
	await visiting(userFolder, sandbox, async (visit) => {
		await visit.client.logIn();
		await visit.assertLoaded();
		assert.deepEqual((await visit.client.getWorkflow(before.id)).nodes, before.nodes);
		assert.deepEqual(await visit.runSaved(before.id), before.outcome);
	});
	return `${OLDER_VERSION} to ${version}: same workflow, same requests, same output`;
}

/** npm install in .n8n/nodes, as n8n's page on manual installs says: for queue mode, for Docker. */
async function manualInstall({ folder, tarball, sandbox, log }: Ground): Promise<string> {
	const userFolder = path.join(folder, 'manual');
	const nodesFolder = await installManually(tarball, userFolder, log);
	const own = await fs.stat(path.join(nodesFolder, 'node_modules', 'n8n-workflow')).then(
		() => 'its own copy',
		() => "n8n's copy",
	);
	await visiting(userFolder, sandbox, async (visit) => {
		await visit.client.setUpOwner();
		await visit.assertLoaded();
		await visit.runSaved(await visit.save());
		// The error's class comes from that copy; n8n must show it all the same.
		const failed = await visit.run(await visit.save('SG_ffffffffffffffff'));
		const { message, description, node } = errorOf(failed) ?? {};
		assert.equal(failed.status, 'error');
		assert.equal(message, 'Segmind does not accept the API key');
		assert.match(description ?? '', /platform\.segmind\.com/);
		assert.equal(node, 'Video');
	});
	return `works with ${own} of n8n-workflow, errors included`;
}

export const SCENARIOS: Array<Case<Ground>> = [
	{ title: 'installed by the editor, then upgraded', run: installAndUpgrade },
	{ title: 'installed by hand', run: manualInstall },
];
