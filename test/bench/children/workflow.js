'use strict';

// Any workflow of n8n's own nodes and the PixVerse node, run by the engine of the host's n8n.
const { randomUUID } = require('node:crypto');
const path = require('node:path');

const { hostFolder, hostModules } = require('../../host/paths');
const { loadEngine } = require('../../support/engine');

const PIXVERSE = 'n8n-nodes-pixverse.pixVerse';
const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';

/** A node that hands out the items that it was made with. */
const sourceNode = (items) => ({
	description: {
		displayName: 'Source',
		name: 'source',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: { name: 'Source' },
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
	execute: async () => [items],
});

/** The engine, with n8n's own nodes loaded one by one as they are used, as n8n does. */
async function loadHost(packageDir) {
	const engine = await loadEngine({ coreDir: hostFolder, packageDir });
	const base = new engine.core.LazyPackageDirectoryLoader(path.join(hostModules, 'n8n-nodes-base'));
	await base.loadAll();
	return { ...engine, base };
}

function nodeTypesOf(engine, items) {
	const source = sourceNode(items);
	const typeOf = (name) => {
		if (name === 'source') return source;
		const [packageName, nodeName] = name.split('.');
		const loader = packageName === 'n8n-nodes-base' ? engine.base : engine.loader;
		return loader.getNode(nodeName).type;
	};
	return {
		getByName: typeOf,
		getByNameAndVersion: (name, version) =>
			engine.workflow.NodeHelpers.getVersionedNodeType(typeOf(name), version),
		getKnownTypes: () => ({}),
	};
}

function credentialsHelperOf(engine, credential) {
	const type = engine.loader.getCredential('segmindApi').type;
	return Object.assign(Object.create(engine.workflow.ICredentialsHelper.prototype), {
		isCredentialUsableByNode: () => true,
		getParentTypes: () => [],
		authenticate: async (data, _name, options) => {
			if (typeof type.authenticate === 'function') return await type.authenticate(data, options);
			const { headers } = type.authenticate.properties;
			const values = Object.keys(headers).map((name) => [name, data.apiKey]);
			return { ...options, headers: { ...options.headers, ...Object.fromEntries(values) } };
		},
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		getCredentials: async () => undefined,
		getDecrypted: async () => ({ ...credential }),
		updateCredentials: async () => undefined,
		updateCredentialsOauthTokenData: async () => undefined,
		getCredentialsProperties: () => [],
	});
}

/**
 * Runs a workflow to its end.
 *
 * @param {object} engine from loadHost
 * @param {object} workflow
 * @param {object[]} workflow.items what the first node, Source, hands out
 * @param {Record<string, { type: string, version?: number, parameters: object }>} workflow.nodes
 * @param {Record<string, Array<string[]>>} workflow.connections node to the nodes behind each output
 * @param {{ apiKey: string, baseUrl: string }} [workflow.credential]
 * @param {string} output the node whose items are wanted
 * @returns {Promise<object[]>} its items, over all of its runs
 * @throws {Error} when the workflow failed
 */
async function runWorkflow(engine, { items, nodes, connections, credential }, output) {
	const { core, workflow: lib } = engine;
	const list = Object.entries({ Source: { type: 'source', parameters: {} }, ...nodes }).map(
		([name, { type, version = 1, parameters }], index) => ({
			id: String(index),
			name,
			type,
			typeVersion: version,
			position: [200 * index, 0],
			parameters,
			credentials: type === PIXVERSE ? { segmindApi: { id: '1', name: 'Segmind' } } : undefined,
		}),
	);
	const wires = Object.entries(connections).map(([from, outputs]) => [
		from,
		{ main: outputs.map((targets) => targets.map((node) => ({ node, type: 'main', index: 0 }))) },
	]);
	const data = {
		id: randomUUID(),
		name: 'bench',
		nodes: list,
		connections: Object.fromEntries(wires),
		active: false,
		settings: { executionOrder: 'v1' },
	};
	const workflow = new lib.Workflow({ ...data, nodeTypes: nodeTypesOf(engine, items) });
	const url = 'http://127.0.0.1/';
	const additionalData = {
		executionId: randomUUID(),
		credentialsHelper: credentialsHelperOf(engine, credential),
		hooks: new core.ExecutionLifecycleHooks('trigger', '1', data),
		restApiUrl: url,
		instanceBaseUrl: url,
		webhookBaseUrl: url,
		webhookWaitingBaseUrl: url,
		formWaitingBaseUrl: url,
		webhookTestBaseUrl: url,
		variables: {},
		setExecutionStatus() {},
		sendDataToUI() {},
	};
	const execute = new core.WorkflowExecute(additionalData, 'trigger');
	const run = await execute.run({ workflow, startNode: workflow.getNode('Source') });
	const { error, runData } = run.data.resultData;
	if (error) throw new Error(`${error.message}: ${error.description}`);
	return (runData[output] ?? []).flatMap((one) => one.data?.main?.[0] ?? []);
}

module.exports = { HTTP_REQUEST, PIXVERSE, loadHost, runWorkflow };
