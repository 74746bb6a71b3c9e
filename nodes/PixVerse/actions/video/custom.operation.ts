import { OTHER_KNOWN_SLUGS } from '../../models';
import type { Operation } from '../operation';

const place = { show: { resource: ['video'], operation: ['custom'] } };

/** Segmind's list of models changes faster than releases of this node: any slug, any body. */
export const custom: Operation = {
	resource: 'video',
	name: 'custom',
	label: 'Run Other Model',
	action: 'Run other model',
	description: 'Run any model of Segmind by its slug, with a body that you write',
	fields: [
		{
			displayName: 'Model Slug',
			name: 'modelSlug',
			type: 'string',
			required: true,
			displayOptions: place,
			default: '',
			placeholder: `e.g. ${OTHER_KNOWN_SLUGS[0]}`,
			description: `Last part of the model's page address on segmind.com/models. Other PixVerse models there: ${OTHER_KNOWN_SLUGS.join(', ')}.`,
		},
		{
			displayName: 'Body (JSON)',
			name: 'body',
			type: 'json',
			displayOptions: place,
			default: '{}',
			description: "The request body, sent as it is. The model's page on Segmind lists its fields.",
		},
	],
	async execute(run) {
		const [{ makeVideos }, { readCustomOrder }] = await Promise.all([
			import('./makeVideos'),
			import('./order/readCustomOrder'),
		]);
		return await makeVideos(run, async (itemIndex) => await readCustomOrder(run.n8n, itemIndex));
	},
};
