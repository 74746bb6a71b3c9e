// A workflow that a PixVerse Trigger starts and that orders videos: only with a limit a day.
import { expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { useNode, type NodeRunOptions } from '../../support/useNode';

const kit = useNode();
const TRIGGER = 'n8n-nodes-pixverse.pixVerseTrigger';

/** Runs the node behind the built trigger, which hands on one item as n8n gives it. */
async function runBehindTrigger(options: INodeParameters, more: NodeRunOptions = {}) {
	const { NodeHelpers } = kit.engine.workflow;
	const trigger = NodeHelpers.getVersionedNodeType(
		kit.engine.loader.getNode('pixVerseTrigger').type,
	);
	return await kit.run(
		{
			resource: 'video',
			operation: 'textToVideo',
			model: 'pixverse-v6',
			prompt: 'a boat',
			options: { pollInterval: 0.05, ...options },
		},
		{
			mode: 'trigger',
			nodeTypes: { [TRIGGER]: trigger },
			adapt({ nodes }) {
				for (const node of nodes) if (node.name === 'Source') node.type = TRIGGER;
			},
			...more,
		},
	);
}

test('is refused before anything is sent', async () => {
	const { error, items } = await runBehindTrigger({});
	expect(error?.message).toBe(
		'A PixVerse Trigger started this workflow, and Max Cost per Day is not set',
	);
	expect(error).toMatchObject({ context: { code: 'loop-without-limit' } });
	expect(items).toEqual([]);
	expect(kit.sandbox.requests).toEqual([]);
});

test('continuing, it is an error item', async () => {
	const { items } = await runBehindTrigger({}, { settings: { onError: 'continueRegularOutput' } });
	expect(items.map(({ json }) => json.details?.code)).toEqual(['loop-without-limit']);
	expect(kit.sandbox.acceptedSubmits()).toEqual([]);
});

test('with Max Cost per Day it orders', async () => {
	const { error, items } = await runBehindTrigger({ maxCostPerDay: 5 });
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.status)).toEqual(['COMPLETED']);
});

test('a dry run orders nothing, and is not refused', async () => {
	const { error, items } = await runBehindTrigger({ dryRun: 'always' });
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(kit.sandbox.acceptedSubmits()).toEqual([]);
});
