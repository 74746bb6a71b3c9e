'use strict';

const fs = require('node:fs/promises');
const path = require('node:path');

const { errorOf, itemsOf } = require('./executionData');
const { assertPlayable } = require('./mp4');
const { projectFolder } = require('./paths');

const exampleFile = path.join(projectFolder, 'examples', 'prompt-to-video-file.json');
const CREDENTIAL_TYPE = 'segmindApi';
const RUN_WITHIN_MS = 180_000;

/** @typedef {import('./rest').RestClient} RestClient */

/**
 * Imports the example workflow, with the credential that it asks for.
 *
 * @param {RestClient} client logged in
 * @param {{ apiKey: string, baseUrl: string }} account
 * @returns {Promise<any>} the workflow as n8n keeps it
 */
async function importExample(client, account) {
	const example = JSON.parse(await fs.readFile(exampleFile, 'utf8'));
	const wanted = example.nodes
		.map((/** @type {any} */ node) => node.credentials?.[CREDENTIAL_TYPE])
		.find(Boolean);
	const { id, name } = await client.createCredential({
		name: wanted.name,
		type: CREDENTIAL_TYPE,
		data: account,
	});
	const nodes = example.nodes.map((/** @type {any} */ node) =>
		node.credentials?.[CREDENTIAL_TYPE]
			? { ...node, credentials: { [CREDENTIAL_TYPE]: { id, name } } }
			: node,
	);
	return await client.createWorkflow({ ...example, nodes });
}

/**
 * @param {any} workflow
 * @param {string} typeEnding e.g. ".manualTrigger"
 * @returns {string} the name of the node of that type
 */
function nameOfNode(workflow, typeEnding) {
	return workflow.nodes.find((/** @type {any} */ node) => node.type.endsWith(typeEnding)).name;
}

/**
 * Runs the example as "Execute workflow" does and looks at the file that it wrote.
 *
 * @param {RestClient} client logged in
 * @param {any} workflow from `importExample`
 * @param {string} userFolder of the n8n, where relative paths of a workflow begin
 * @returns {Promise<{ file: string, video: import('./mp4').Video }>}
 * @throws {Error} where the run did not succeed, or its file is no playable MP4
 */
async function makeVideo(client, workflow, userFolder) {
	const executionId = await client.runWorkflow(workflow.id, {
		trigger: nameOfNode(workflow, '.manualTrigger'),
	});
	const execution = await client.waitForExecution(executionId, { timeoutMs: RUN_WITHIN_MS });
	if (execution.status !== 'success') {
		const { node, message, description } = errorOf(execution) ?? {};
		const place = node ? ` in the node "${node}"` : '';
		throw new Error(
			[`the workflow ended with "${execution.status}"${place}`, message, description]
				.filter(Boolean)
				.join(': '),
		);
	}
	const [item] = itemsOf(execution, nameOfNode(workflow, '.readWriteFile'));
	if (!item) throw new Error('the workflow succeeded, but wrote no file');
	const file = path.resolve(userFolder, item.json.fileName);
	return { file, video: await assertPlayable(file) };
}

module.exports = { importExample, makeVideo };
