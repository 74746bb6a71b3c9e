// Under "continue", every error item of a video operation says which model it is about, also
// when it was refused before anything was ordered.
import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { CONTINUE } from '../../support/inputs';
import { useNode } from '../../support/useNode';
import type { Credential } from '../../support/workflow';

const NOBODY = 'http://127.0.0.1:9';

describe('details.model', () => {
	const node = useNode();
	const detailsOf = async (parameters: INodeParameters, credential: Partial<Credential>) => {
		const { items } = await node.run(
			{ resource: 'video', operation: 'textToVideo', ...parameters },
			{
				credential: { baseUrl: NOBODY, ...credential },
				items: [{ json: {} }, { json: {} }],
				settings: CONTINUE,
			},
		);
		return items.map(({ json }) => json.details);
	};

	test.each([
		[
			'an item that is refused',
			{ model: 'pixverse-5-video', prompt: '={{ "" }}' },
			{},
			'pixverse-5-video',
		],
		[
			'a whole run that is refused',
			{ model: 'pixverse-4.5-video', prompt: 'x' },
			{ apiKey: '' },
			'pixverse-4.5-video',
		],
		[
			'another model',
			{ operation: 'custom', modelSlug: 'pixverse-lipsync', body: '[]' },
			{},
			'pixverse-lipsync',
		],
		[
			'a model that does not exist',
			{ model: '={{ "pixverse-9" }}', prompt: 'x' },
			{},
			'pixverse-9',
		],
	] satisfies Array<[string, INodeParameters, Partial<Credential>, string]>)(
		'of %s',
		async (_, parameters, credential, model) => {
			const details = await detailsOf(parameters, credential);
			expect(details.map((one) => one?.model)).toEqual([model, model]);
		},
	);

	test('is absent where an expression spoils the model itself', async () => {
		const [details] = await detailsOf({ model: '={{ $json.a.b.c }}', prompt: 'x' }, {});
		expect(details).not.toHaveProperty('model');
	});
});
