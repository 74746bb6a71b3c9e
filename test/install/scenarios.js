const assert = require('node:assert/strict');
const fs = require('node:fs/promises');
const path = require('node:path');

const { installPackage } = require('../host/communityPackage');
const { errorOf } = require('../host/executionData');
const { installManually, renumber } = require('./packages');
const { Visit } = require('./visit');

const OLDER_VERSION = '0.0.1';

/** @template T @param {(visit: Visit) => Promise<T>} work */
async function visiting(userFolder, sandbox, work) {
	const visit = await Visit.begin(userFolder, sandbox);
	try {
		return await work(visit);
	} finally {
		await visit.end();
	}
}

/** Settings > Community nodes > Install, on an n8n that never ran, then Update. */
async function installAndUpgrade({ folder, tarball, sandbox }) {
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
async function manualInstall({ folder, tarball, sandbox, log }) {
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
		const { message, description, node } = errorOf(failed);
		assert.equal(failed.status, 'error');
		assert.equal(message, 'Segmind does not accept the API key');
		assert.match(description, /platform\.segmind\.com/);
		assert.equal(node, 'Video');
	});
	return `works with ${own} of n8n-workflow, errors included`;
}

const SCENARIOS = [
	{ title: 'installed by the editor, then upgraded', scenario: installAndUpgrade },
	{ title: 'installed by hand', scenario: manualInstall },
];

module.exports = { SCENARIOS };
