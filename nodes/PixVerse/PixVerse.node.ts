import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { segmindApiTest } from './actions/credentialTest';
import { nodeProperties } from './actions/properties';
import { router } from './actions/router';

export class PixVerse implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PixVerse',
		name: 'pixVerse',
		icon: { light: 'file:pixverse.svg', dark: 'file:pixverse.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Make videos with PixVerse through Segmind, from text, images or videos. Unofficial; not affiliated with PixVerse or Segmind.',
		defaults: { name: 'PixVerse' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'segmindApi', required: true, testedBy: 'segmindApiTest' }],
		properties: nodeProperties,
	};

	methods = { credentialTest: { segmindApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}
}
