// Runs workflows around the PixVerse node in the engine, and hands back what a user would see.
const { randomUUID } = require('node:crypto');

const PIXVERSE = 'n8n-nodes-pixverse.pixVerse';
const SOURCE = 'test.source';
const AFTER = 'test.after';

/** A node that hands on what its caller wants: the items before the PixVerse node. */
function sourceNode(getItems, NodeConnectionTypes) {
	return {
		description: {
			displayName: 'Source',
			name: 'source',
			group: ['trigger'],
			version: 1,
			description: '',
			defaults: { name: 'Source' },
			inputs: [],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		async execute() {
			return [await getItems(this)];
		},
	};
}

/** A node that hands on its input, so many times: stands behind an output, or closes a loop. */
function passNode(NodeConnectionTypes, times = Infinity) {
	let calls = 0;
	return {
		description: {
			displayName: 'After',
			name: 'after',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: 'After' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		async execute() {
			calls += 1;
			return [calls <= times ? this.getInputData() : []];
		},
	};
}

function nodeTypesOf(engine, getItems, rounds, more) {
	const { NodeConnectionTypes, NodeHelpers } = engine.workflow;
	const pixVerse = engine.loader.getNode('pixVerse').type;
	const types = {
		[PIXVERSE]: pixVerse,
		[SOURCE]: sourceNode(getItems, NodeConnectionTypes),
		[AFTER]: passNode(NodeConnectionTypes, rounds === undefined ? undefined : rounds - 1),
		...more,
	};
	return {
		getByName: (name) => types[name],
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(types[name], version),
		getKnownTypes: () => ({}),
	};
}

/** The credential as n8n's own helper would give it, without a database. */
function credentialsHelperOf(engine, credential) {
	const type = engine.loader.getCredential('segmindApi').type;
	const Base = engine.workflow.ICredentialsHelper ?? Object;
	class TestCredentials extends Base {
		isCredentialUsableByNode() {
			return true;
		}
		getParentTypes() {
			return [];
		}
		async authenticate(data, _typeName, requestOptions) {
			if (typeof type.authenticate === 'function')
				return await type.authenticate(data, requestOptions);
			return requestOptions;
		}
		async preAuthentication() {
			return undefined;
		}
		runPreAuthentication() {
			return undefined;
		}
		async getCredentials() {
			return undefined;
		}
		async getDecrypted() {
			return { ...credential };
		}
		async updateCredentials() {}
		async updateCredentialsOauthTokenData() {}
		getCredentialsProperties() {
			return [];
		}
	}
	return new TestCredentials();
}

/**
 * One workflow: Source → PixVerse → After (and → After Error with an error output).
 *
 * @param {object} engine from loadEngine
 * @param {object} options
 * @param {object} options.parameters the PixVerse node's parameters
 * @param {{apiKey: string, baseUrl: string}} options.credential
 * @param {object[] | (context: object) => Promise<object[]>} [options.items] input items; one empty by default
 * @param {object} [options.settings] node settings: onError, retryOnFail, maxTries, waitBetweenTries …
 * @param {number} [options.rounds] a loop: After leads back to PixVerse until it has run so often
 * @param {string} [options.mode] manual, trigger …
 * @param {object} [options.nodeTypes] further node types, by name
 * @param {(data: object) => void} [options.adapt] changes the workflow before it is built
 */
function createRun(engine, options) {
	const { core, workflow: lib } = engine;
	const { parameters, credential, settings = {}, mode = 'manual' } = options;
	const items = options.items ?? [{ json: {} }];
	const getItems = typeof items === 'function' ? items : async () => structuredClone(items);
	const nodes = [
		{ id: '1', name: 'Source', type: SOURCE, typeVersion: 1, position: [0, 0], parameters: {} },
		{
			id: '2',
			name: 'PixVerse',
			type: PIXVERSE,
			typeVersion: 1,
			position: [200, 0],
			parameters,
			credentials: { segmindApi: { id: '1', name: 'Segmind' } },
			waitBetweenTries: 1,
			...settings,
		},
		{ id: '3', name: 'After', type: AFTER, typeVersion: 1, position: [400, 0], parameters: {} },
		{
			id: '4',
			name: 'After Error',
			type: AFTER,
			typeVersion: 1,
			position: [400, 200],
			parameters: {},
		},
	];
	const to = (node) => [{ node, type: 'main', index: 0 }];
	const outputs =
		settings.onError === 'continueErrorOutput' ? [to('After'), to('After Error')] : [to('After')];
	const data = {
		id: randomUUID(),
		name: 'test',
		nodes,
		connections: {
			Source: { main: [to('PixVerse')] },
			PixVerse: { main: outputs },
			...(options.rounds === undefined ? {} : { After: { main: [to('PixVerse')] } }),
		},
		active: false,
		settings: { executionOrder: 'v1', ...options.workflowSettings },
	};
	options.adapt?.(data);
	const workflow = new lib.Workflow({
		...data,
		nodeTypes: nodeTypesOf(engine, getItems, options.rounds, options.nodeTypes),
	});
	const additionalData = () => ({
		executionId: randomUUID(),
		credentialsHelper: credentialsHelperOf(engine, credential),
		hooks: new core.ExecutionLifecycleHooks(mode, '1', data),
		restApiUrl: 'http://127.0.0.1/rest',
		instanceBaseUrl: 'http://127.0.0.1/',
		webhookBaseUrl: 'http://127.0.0.1/webhook',
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		webhookTestBaseUrl: 'http://127.0.0.1/webhook-test',
		currentNodeParameters: undefined,
		userId: '1',
		variables: {},
		setExecutionStatus() {},
		sendDataToUI() {},
		...options.additionalData,
	});

	/** Starts the workflow; `cancel()` is what Stop does. */
	function start() {
		const execute = new core.WorkflowExecute(additionalData(), mode);
		const startNode = workflow.getNode('Source');
		// n8n 1.x and 2.0 take the parts one by one.
		const promise =
			execute.run.length > 1
				? execute.run(workflow, startNode)
				: execute.run({ workflow, startNode });
		return { promise, cancel: () => promise.cancel() };
	}

	/**
	 * What "Retry execution" does with a failed run (n8n's execution.service retry); its nodes are
	 * those of this workflow, as with "Retry with currently saved workflow".
	 */
	function retry(failedRun) {
		const saved = JSON.parse(JSON.stringify(failedRun.data));
		const { resultData } = saved;
		const runs = resultData.runData[resultData.lastNodeExecuted] ?? [];
		delete resultData.error;
		if (runs.length > 0 && runs[runs.length - 1].error !== undefined) runs.pop();
		for (const waiting of saved.executionData.nodeExecutionStack) {
			waiting.node = workflow.getNode(waiting.node.name);
		}
		const execute = new core.WorkflowExecute(additionalData(), 'retry', saved);
		return execute.processRunExecutionData(workflow);
	}
	return { start, retry, workflow };
}

/** Runs once to the end; see `summarise` for what comes back. */
async function runOnce(engine, options) {
	const { promise } = createRun(engine, options).start();
	return summarise(await promise);
}

/** What a user sees of a run: items of both outputs, the error, the hints. */
function summarise(run) {
	const runs = run.data.resultData.runData.PixVerse ?? [];
	const last = runs[runs.length - 1];
	const [main = [], errors = []] = last?.data?.main ?? [];
	return {
		run,
		status: run.status,
		items: main ?? [],
		errorItems: errors ?? [],
		error: run.data.resultData.error ?? last?.error,
		hints: last?.hints ?? [],
		context: run.data.executionData?.contextData?.['node:PixVerse'],
	};
}

module.exports = { createRun, runOnce, summarise, PIXVERSE };
