import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { segmindApiTest } from './actions/credentialTest';
import { triggerProperties } from './trigger/triggerFields';

export class PixVerseTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PixVerse Trigger',
		name: 'pixVerseTrigger',
		icon: { light: 'file:pixverse.svg', dark: 'file:pixverse.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ { videoFinished: "video finished", jobFailed: "job failed", jobFinished: "job finished" }[$parameter["event"]] }}',
		description:
			'Starts the workflow when PixVerse videos ordered through Segmind are finished, or have failed. Unofficial; not affiliated with PixVerse or Segmind.',
		defaults: { name: 'PixVerse Trigger' },
		polling: true,
		// Read by n8n 2's AI workflow builder; older versions ignore it.
		builderHint: {
			searchHint:
				'Takes up videos that another workflow has ordered with a PixVerse node whose Wait for Completion is off. Its items hold requestId and videoUrl but no file: put a PixVerse node with resource Job, operation Get and requestId {{ $json.requestId }} behind it to get the file as binary data. Do not order videos behind it without Max Cost per Day.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-pixverse.pixVerse',
					relationHint: 'Fetches the file of each finished video with Job > Get',
				},
			],
		},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'segmindApi', required: true, testedBy: 'segmindApiTest' }],
		properties: triggerProperties,
	};

	methods = { credentialTest: { segmindApiTest } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const { poll } = await import('./trigger/poll');
		return await poll.call(this);
	}
}
