import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { segmindApiTest } from './actions/credentialTest';
import { nodeProperties, subtitle } from './actions/properties';

export class PixVerse implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PixVerse',
		name: 'pixVerse',
		icon: { light: 'file:pixverse.svg', dark: 'file:pixverse.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle,
		description:
			'Make videos with PixVerse through Segmind, from text, images or videos. Unofficial; not affiliated with PixVerse or Segmind.',
		defaults: { name: 'PixVerse' },
		usableAsTool: true,
		// Read by n8n 2's AI workflow builder; older versions ignore it.
		builderHint: {
			searchHint:
				'Each item that reaches this node orders one video, which costs real money: filter or limit the items first, and add the option Dry Run while building. A video takes one to four minutes. Keep Wait for Completion on, or switch it off and fetch the job later with resource Job, operation Get. The video comes as binary data in the field "data", for any node that stores or posts files, and its URL as videoUrl, which works for about 7 days.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-base.wait',
					relationHint: 'Pauses between a video that is not waited for and Job > Get',
				},
				{
					nodeType: 'n8n-nodes-base.limit',
					relationHint: 'Limits how many items, and so how many paid videos, there can be',
				},
			],
		},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'segmindApi', required: true, testedBy: 'segmindApiTest' }],
		properties: nodeProperties,
	};

	methods = { credentialTest: { segmindApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { router } = await import('./actions/router');
		return await router.call(this);
	}
}
