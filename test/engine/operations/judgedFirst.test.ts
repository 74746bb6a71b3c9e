// No request leaves before every item is judged, in any operation that takes something of its items;
// not continuing, all bad items are named together.
import { describe, expect, test } from '@jest/globals';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { CONTINUE, pngItem, VIDEO } from '../../support/inputs';
import { useNode } from '../../support/useNode';

const node = useNode({ jobDurationMs: 30 });

const byId = (...ids: string[]): INodeExecutionData[] => ids.map((id) => ({ json: { id } }));

/** A good item first, and two that are bad. */
const CASES: Array<[string, INodeParameters, INodeExecutionData[]]> = [
	['video', { ...VIDEO, duration: '={{ $json.id }}' }, byId('5', '6', '7')],
	[
		'job get',
		{ resource: 'job', operation: 'get', requestId: '={{ $json.id }}' },
		byId('0b6f6e9e', 'no/id', 'no id'),
	],
	[
		'job getMany',
		{ resource: 'job', operation: 'getMany', limit: '={{ $json.id }}' },
		byId('5', '0', '-1'),
	],
	[
		'asset upload',
		{ resource: 'asset', operation: 'upload' },
		[pngItem(), { json: {} }, { json: {} }],
	],
];

describe.each(CASES)('%s', (_, parameters, items) => {
	test('refuses the run before a request, and names the bad items', async () => {
		const { error } = await node.run(parameters, { items });
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
		expect(error?.description).toMatch(/This is item 1\. Refused as well: item 2: \S/);
		expect(node.sandbox.requests).toEqual([]);
	});

	test('continuing, only the bad items end so', async () => {
		const { items: out } = await node.run(parameters, { items, settings: CONTINUE });
		expect(out.slice(-2).map(({ json }) => json.details?.code)).toEqual(
			Array(2).fill('invalid-input'),
		);
		expect(node.sandbox.requests.length).toBeGreaterThan(0);
	});
});
