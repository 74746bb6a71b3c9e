// The node as an AI agent's tool: n8n clones it as pixVerseTool, and n8n-core makes a tool of it
// whose arguments are the $fromAI calls in its parameters. A stub stands for the agent.
import { expect, test } from '@jest/globals';
import {
	deepCopy,
	NodeConnectionTypes,
	NodeHelpers,
	type IDataObject,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';
import { z } from 'zod';

import { FAST } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { useNode } from '../../support/useNode';
import { PIXVERSE, type NodeSettings } from '../../support/workflow';

const TOOL = `${PIXVERSE}Tool`;
const AGENT = 'test.agent';

const node = useNode();

/** As n8n's convertNodeToAiTool does, without the fields for its description. */
function toolType(type: INodeType): INodeType {
	const description = deepCopy(type.description);
	description.name += 'Tool';
	description.inputs = [];
	description.outputs = [NodeConnectionTypes.AiTool];
	description.properties.unshift({
		displayName: 'Description',
		name: 'toolDescription',
		type: 'string',
		default: description.description,
	});
	return Object.create(type, { description: { value: description } }) as INodeType;
}

interface SeenTool {
	description: string;
	fields: string[];
}

/** What n8n-core connects to an agent: as much of LangChain's tool as the agent uses. */
interface AgentTool {
	description: string;
	schema: { shape: object };
	invoke(args: object): Promise<string>;
}

/** A tool answers with a list of items' JSON. */
const toolAnswers = z.array(z.object({ answer: z.array(z.record(z.string(), z.unknown())) }));

/** Calls the tool once per entry of `calls`, and puts out what it answers. */
function agentType(calls: object[], seen: SeenTool[]): INodeType {
	return {
		description: {
			displayName: 'Agent',
			name: 'agent',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: 'Agent' },
			inputs: [NodeConnectionTypes.Main, { type: NodeConnectionTypes.AiTool }],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		async execute() {
			const connected = await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0);
			const [tool] = connected as [AgentTool];
			seen.push({ description: tool.description, fields: Object.keys(tool.schema.shape) });
			const items = [];
			for (const args of calls) {
				const answer = JSON.parse(await tool.invoke(args)) as IDataObject[];
				items.push({ json: { answer }, pairedItem: 0 });
			}
			return [items];
		},
	};
}

async function callTool(parameters: INodeParameters, calls: object[], settings: NodeSettings = {}) {
	const seen: SeenTool[] = [];
	const type = NodeHelpers.getVersionedNodeType(node.engine.loader.getNode('pixVerse').type);
	const { run, error } = await node.run(parameters, {
		settings,
		nodeTypes: { [TOOL]: toolType(type), [AGENT]: agentType(calls, seen) },
		adapt: (data) => {
			for (const it of data.nodes) if (it.name === 'PixVerse') it.type = TOOL;
			data.nodes.push({
				id: '9',
				name: 'Agent',
				type: AGENT,
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			});
			data.connections = {
				Source: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
				PixVerse: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
			};
		},
	});
	const main = run.data.resultData.runData.Agent?.[0]?.data?.main ?? [];
	const answers = toolAnswers.parse((main[0] ?? []).map(({ json }) => json));
	return { error, tool: seen[0], answers: answers.map(({ answer }) => answer) };
}

const PARAMETERS = {
	resource: 'video',
	operation: 'textToVideo',
	model: 'pixverse-v6',
	prompt: "={{ $fromAI('prompt', 'What the video shows', 'string') }}",
	duration: "={{ $fromAI('seconds', 'Length, 1 to 15', 'number') }}",
	options: FAST,
};

// The first of all: n8n keeps files in one way as long as it runs, and the node relies on what it has seen.
test('an identical synchronous call gets its video, where n8n keeps files in memory', async () => {
	Reflect.set(node.engine.binaryData, 'mode', 'default');
	try {
		const options = { ...FAST, requestMode: 'sync', downloadVideo: true };
		const call = { prompt: 'red', seconds: 1 };
		const { answers, error } = await callTool({ ...PARAMETERS, options }, [call, call]);
		expect(error).toBeUndefined();
		expect(answers.flat().map(({ resumed }) => resumed)).toEqual([false, true]);
		expect(node.sandbox.acceptedSubmits()).toHaveLength(1);
	} finally {
		Reflect.set(node.engine.binaryData, 'mode', 'filesystem');
	}
});

test('answers with the URL, and downloads nothing by default', async () => {
	const { error, tool, answers } = await callTool(PARAMETERS, [{ prompt: 'A boat', seconds: 3 }]);
	expect(error).toBeUndefined();
	expect(tool?.fields.sort()).toEqual(['prompt', 'seconds']);
	expect(tool?.description).toMatch(/video/i);
	expect(node.bodies()).toEqual([
		{
			prompt: 'A boat',
			duration: 3,
			quality: '540p',
			generate_audio_switch: true,
			aspect_ratio: '16:9',
		},
	]);
	expect(answers).toHaveLength(1);
	expect(answers[0]?.[0]).toMatchObject({
		status: 'COMPLETED',
		finished: true,
		model: 'pixverse-v6',
	});
	expect(answers[0]?.[0]?.videoUrl).toMatch(/\.mp4$/);
	expect(node.sandbox.requests.map(({ phase }) => phase)).not.toContain('download');
});

test('downloads where the user says so', async () => {
	const options = { ...PARAMETERS.options, downloadVideo: true };
	const { answers } = await callTool({ ...PARAMETERS, options }, [
		{ prompt: 'A boat', seconds: 3 },
	]);
	expect(answers[0]?.[0]?.videoUrl).toMatch(/\.mp4$/);
	expect(node.sandbox.requests.map(({ phase }) => phase)).toContain('download');
});

test('two different calls are two videos', async () => {
	const { answers } = await callTool(PARAMETERS, [
		{ prompt: 'red', seconds: 1 },
		{ prompt: 'blue', seconds: 1 },
	]);
	expect(answers.flat().map(({ resumed }) => resumed)).toEqual([false, false]);
	expect(node.sandbox.acceptedSubmits()).toHaveLength(2);
});

test('an identical call of the same execution gets the video that is made already', async () => {
	const { answers } = await callTool(PARAMETERS, [
		{ prompt: 'red', seconds: 1 },
		{ prompt: 'red', seconds: 1 },
	]);
	const [first, second] = answers.flat();
	expect([first?.resumed, second?.resumed]).toEqual([false, true]);
	expect(second?.requestId).toBe(first?.requestId);
	expect(node.sandbox.acceptedSubmits()).toHaveLength(1);
});

test('a wrong argument is refused in words that a model can act on', async () => {
	const { error } = await callTool(PARAMETERS, [{ prompt: 'A boat', seconds: 99 }]);
	expect(error?.message).toMatch(/Duration must be a whole number from 1 to 15/);
	expect(node.sandbox.requests).toEqual([]);
});

test('Job > Get as a tool answers with the state', async () => {
	const later = { ...PARAMETERS, waitForCompletion: false };
	const { answers } = await callTool(later, [{ prompt: 'A boat', seconds: 3 }]);
	const { requestId, finished } = elementAt(elementAt(answers, 0), 0);
	expect(finished).toBe(false);
	const get = {
		resource: 'job',
		operation: 'get',
		requestId: "={{ $fromAI('requestId', '', 'string') }}",
		waitForCompletion: true,
		options: FAST,
	};
	const { answers: fetched } = await callTool(get, [{ requestId }]);
	expect(fetched[0]?.[0]).toMatchObject({ requestId, status: 'COMPLETED', finished: true });
	expect(node.sandbox.requests.map(({ phase }) => phase)).not.toContain('download');
});

test('Retry On Fail of a tool picks up the paid job', async () => {
	node.sandbox.configure({ jobDurationMs: 400 });
	const options = { pollInterval: 0.05, timeout: 0.003 };
	const { answers } = await callTool(
		{ ...PARAMETERS, options },
		[{ prompt: 'A boat', seconds: 3 }],
		{
			retryOnFail: true,
			maxTries: 5,
			waitBetweenTries: 100,
		},
	);
	expect(node.sandbox.acceptedSubmits()).toHaveLength(1);
	expect(answers[0]?.[0]).toMatchObject({ status: 'COMPLETED', resumed: true });
});
