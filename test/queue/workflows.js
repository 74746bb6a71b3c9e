const fs = require('node:fs');
const path = require('node:path');

const EXAMPLE = path.resolve(__dirname, '../../examples/submit-wait-get-loop.json');
const PIXVERSE = 'n8n-nodes-pixverse.pixVerse';

/** n8n keeps a shorter wait in memory, in its worker slot (Wait.node.ts). */
const WAIT_S = 70;

const TEXT_TO_VIDEO = {
	resource: 'video',
	operation: 'textToVideo',
	model: 'pixverse-5-video',
	aspectRatio: '16:9',
	duration: 5,
	quality: '540p',
};

/** @param {string} route the last part of its address */
function webhook(route) {
	return {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: route,
		parameters: { httpMethod: 'POST', path: route, responseMode: 'onReceived', options: {} },
	};
}

/** Nodes one after the other. */
function chain(name, nodes) {
	const connections = {};
	nodes.slice(1).forEach((node, index) => {
		connections[nodes[index].name] = { main: [[{ node: node.name, type: 'main', index: 0 }]] };
	});
	return {
		name,
		nodes: nodes.map((node, index) => ({ id: `${index}`, position: [index * 200, 0], ...node })),
		connections,
		settings: { executionOrder: 'v1' },
	};
}

/** @param {object} credentials as a node holds them */
function workflowsFor(credentials) {
	const pixVerse = (parameters) => ({
		name: 'PixVerse',
		type: PIXVERSE,
		typeVersion: 1,
		parameters,
		credentials,
	});
	return {
		/** Three prompts in one call. */
		videos: chain('Videos', [
			webhook('videos'),
			{
				name: 'Split',
				type: 'n8n-nodes-base.splitOut',
				typeVersion: 1,
				parameters: {
					fieldToSplitOut: 'body.prompts',
					options: { destinationFieldName: 'prompt' },
				},
			},
			pixVerse({
				...TEXT_TO_VIDEO,
				prompt: '={{ $json.prompt }}',
				options: { pollInterval: 0.5 },
			}),
		]),
		long: chain('Long', [
			webhook('long'),
			pixVerse({
				...TEXT_TO_VIDEO,
				prompt: '={{ $json.body.prompt }}',
				options: { pollInterval: 1 },
			}),
		]),
		list: chain('List', [
			webhook('list'),
			pixVerse({ resource: 'job', operation: 'getMany', returnAll: true }),
		]),
		fetch: chain('Fetch', [
			webhook('fetch'),
			pixVerse({
				resource: 'job',
				operation: 'get',
				requestId: '={{ $json.body.requestId }}',
				waitForCompletion: true,
			}),
		]),
		loop: loopExample(credentials),
	};
}

/** The example as it is shipped, started by a webhook, with a shorter wait. */
function loopExample(credentials) {
	const example = JSON.parse(fs.readFileSync(EXAMPLE, 'utf8'));
	const trigger = example.nodes.find(({ type }) => type.endsWith('.manualTrigger'));
	const nodes = example.nodes.map((node) => {
		if (node === trigger) return { ...node, ...webhook('loop'), name: node.name };
		if (node.type.endsWith('.wait')) {
			return { ...node, parameters: { ...node.parameters, amount: WAIT_S, unit: 'seconds' } };
		}
		return node.credentials ? { ...node, credentials } : node;
	});
	return { ...example, nodes };
}

module.exports = { workflowsFor };
