// The workflow Source → PixVerse → After, and what n8n-core asks for to run it without a server.
import { randomUUID } from 'node:crypto';

import type {
	IConnections,
	ICredentialsHelper,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	IWorkflowSettings,
	NodeConnectionType,
} from 'n8n-workflow';

import type { Engine } from './engine';

export const PIXVERSE = 'n8n-nodes-pixverse.pixVerse';
export const PIXVERSE_TRIGGER = `${PIXVERSE}Trigger`;
const SOURCE = 'test.source';
const AFTER = 'test.after';

/** The Segmind API credential as a user fills it in. */
export interface Credential {
	apiKey: string;
	baseUrl: string;
}

/** Gives the items before the PixVerse node; the context's helpers store their files. */
export type ItemSource = (context: IExecuteFunctions) => Promise<INodeExecutionData[]>;

/** What a node's Settings tab holds: onError, retryOnFail, maxTries, waitBetweenTries … */
export type NodeSettings = Partial<INode>;

export interface WorkflowOptions {
	/** The PixVerse node's parameters. */
	parameters: INodeParameters;
	settings?: NodeSettings | undefined;
	/** A loop: After leads back to PixVerse until it has run so often. */
	rounds?: number | undefined;
	workflowSettings?: IWorkflowSettings;
	/** Changes the workflow before it is built. */
	adapt?: (data: IWorkflowBase) => void;
}

export interface NodeTypeOptions {
	items: ItemSource;
	rounds?: number | undefined;
	/** Further node types, by name. */
	nodeTypes?: Record<string, INodeType>;
}

function describeNode(
	displayName: string,
	inputs: NodeConnectionType[],
	outputs: NodeConnectionType[],
): INodeTypeDescription {
	return {
		displayName,
		name: displayName.toLowerCase(),
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: displayName },
		inputs,
		outputs,
		properties: [],
	};
}

/** A node that hands on what its caller wants: the items before the PixVerse node. */
function sourceNode(items: ItemSource): INodeType {
	return {
		description: { ...describeNode('Source', [], ['main']), group: ['trigger'] },
		async execute() {
			return [await items(this)];
		},
	};
}

/** A node that hands on its input, so many times: stands behind an output, or closes a loop. */
function passNode(times = Infinity): INodeType {
	let calls = 0;
	return {
		description: describeNode('After', ['main'], ['main']),
		async execute() {
			calls += 1;
			return [calls <= times ? this.getInputData() : []];
		},
	};
}

/** The node types of the workflow: those of the test, the built node, and what a caller adds. */
export function nodeTypesOf(
	engine: Engine,
	{ items, rounds, nodeTypes }: NodeTypeOptions,
): INodeTypes {
	const types: Record<string, INodeType> = {
		[PIXVERSE]: engine.workflow.NodeHelpers.getVersionedNodeType(
			engine.loader.getNode('pixVerse').type,
		),
		[SOURCE]: sourceNode(items),
		[AFTER]: passNode(rounds === undefined ? undefined : rounds - 1),
		...nodeTypes,
	};
	const typeOf = (name: string): INodeType => {
		const type = types[name];
		if (type === undefined) throw new Error(`There is no node type ${name}`);
		return type;
	};
	return { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) };
}

function nodesOf({ parameters, settings }: WorkflowOptions): INode[] {
	const plain = { typeVersion: 1, parameters: {} };
	return [
		{ id: '1', name: 'Source', type: SOURCE, position: [0, 0], ...plain },
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
		{ id: '3', name: 'After', type: AFTER, position: [400, 0], ...plain },
		{ id: '4', name: 'After Error', type: AFTER, position: [400, 200], ...plain },
	];
}

function connectionsOf({ settings, rounds }: WorkflowOptions): IConnections {
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	const hasErrorOutput = settings?.onError === 'continueErrorOutput';
	return {
		Source: { main: [to('PixVerse')] },
		PixVerse: { main: [to('After'), ...(hasErrorOutput ? [to('After Error')] : [])] },
		...(rounds === undefined ? {} : { After: { main: [to('PixVerse')] } }),
	};
}

/** Source → PixVerse → After, and → After Error with an error output. */
export function workflowOf(options: WorkflowOptions): IWorkflowBase {
	const data: IWorkflowBase = {
		id: randomUUID(),
		name: 'test',
		nodes: nodesOf(options),
		connections: connectionsOf(options),
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: new Date(),
		updatedAt: new Date(),
		settings: { executionOrder: 'v1', ...options.workflowSettings },
	};
	options.adapt?.(data);
	return data;
}

/** What n8n's server would do, and no test asks for. */
async function nothingHere(): Promise<never> {
	throw new Error('The engine of the tests has no server around it');
}

/** The credential as n8n's own helper would give it, without a database. */
function credentialsHelperOf(engine: Engine, credential: Credential): ICredentialsHelper {
	const { authenticate } = engine.loader.getCredential('segmindApi').type;
	return {
		isCredentialUsableByNode: () => true,
		getParentTypes: () => [],
		getCredentialsProperties: () => [],
		async authenticate(data, _typeName, requestOptions) {
			const options = requestOptions as IHttpRequestOptions;
			return typeof authenticate === 'function' ? await authenticate(data, options) : options;
		},
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		getCredentials: nothingHere,
		getDecrypted: async () => ({ ...credential }),
		updateCredentials: nothingHere,
		updateCredentialsOauthTokenData: nothingHere,
	};
}

/** What n8n's server knows of an execution, as far as the node asks. */
export function additionalDataOf(
	engine: Engine,
	credential: Credential,
): IWorkflowExecuteAdditionalData {
	const known: Omit<IWorkflowExecuteAdditionalData, 'externalSecretsProxy'> = {
		executionId: randomUUID(),
		credentialsHelper: credentialsHelperOf(engine, credential),
		executeWorkflow: nothingHere,
		getRunExecutionData: nothingHere,
		getRuntimeCredential: nothingHere,
		startRunnerTask: nothingHere,
		logAiEvent() {},
		currentNodeExecutionIndex: 0,
		restApiUrl: 'http://127.0.0.1/rest',
		instanceBaseUrl: 'http://127.0.0.1/',
		formBaseUrl: 'http://127.0.0.1/form',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		formTestBaseUrl: 'http://127.0.0.1/form-test',
		webhookBaseUrl: 'http://127.0.0.1/webhook',
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		webhookTestBaseUrl: 'http://127.0.0.1/webhook-test',
		mcpBaseUrl: 'http://127.0.0.1/mcp',
		mcpTestBaseUrl: 'http://127.0.0.1/mcp-test',
		userId: '1',
		variables: {},
		setExecutionStatus() {},
		sendDataToUI() {},
	};
	// n8n 1.x has no class for it, and the node reads no external secrets.
	return known as IWorkflowExecuteAdditionalData;
}
