import { describe, expect, test } from '@jest/globals';

import { loopWithoutLimit } from '../../../../nodes/PixVerse/actions/video/triggeredLoop';

type Surroundings = Parameters<typeof loopWithoutLimit>[0];

const TRIGGER = 'n8n-nodes-pixverse.pixVerseTrigger';
const SCHEDULE = 'n8n-nodes-base.scheduleTrigger';

const node = { id: '1', name: 'PixVerse', type: 'x', typeVersion: 1 };

interface Around {
	/** The trigger that n8n's execution context names; null: it names none; undefined: n8n is older. */
	triggerType?: string | null;
	parents?: Array<{ type: string; disabled?: boolean }>;
}

function around({ triggerType, parents = [] }: Around): Surroundings {
	const triggerNode = triggerType ? { triggerNode: { name: 'T', type: triggerType } } : {};
	return {
		getNode: () => ({ ...node, position: [0, 0], parameters: {} }),
		getParentNodes: () =>
			parents.map(({ type, disabled = false }) => ({ name: 'P', type, typeVersion: 1, disabled })),
		...(triggerType === undefined
			? {}
			: {
					getExecutionContext: () => ({
						version: 1,
						establishedAt: 0,
						source: 'trigger',
						...triggerNode,
					}),
				}),
	};
}

describe('a workflow that a PixVerse Trigger started', () => {
	test.each<[string, Around]>([
		['by what n8n says', { triggerType: TRIGGER }],
		['by what n8n says, from a folder of custom nodes', { triggerType: 'CUSTOM.pixVerseTrigger' }],
		[
			'by its parent nodes, where n8n is older',
			{ parents: [{ type: SCHEDULE }, { type: TRIGGER }] },
		],
		[
			'by its parent nodes, where n8n names no trigger',
			{ triggerType: null, parents: [{ type: TRIGGER }] },
		],
	])('does not order without a limit a day: %s', (_, surroundings) => {
		const problem = loopWithoutLimit(around(surroundings), undefined, [{ requestId: 'r1' }]);
		expect(problem?.code).toBe('loop-without-limit');
		expect(problem?.description).toMatch(/^Nothing more was sent\. .* r1\./);
		expect(problem?.description).toMatch(/Max Cost per Day/);
		expect(loopWithoutLimit(around(surroundings), 0, [])).toBeUndefined();
	});
});

test.each<[string, Around]>([
	['another trigger started it', { triggerType: SCHEDULE, parents: [{ type: TRIGGER }] }],
	['the trigger is switched off', { parents: [{ type: TRIGGER, disabled: true }] }],
	['there is none', { parents: [{ type: 'my.notPixVerseTrigger' }] }],
])('orders where %s', (_, surroundings) => {
	expect(loopWithoutLimit(around(surroundings), undefined, [])).toBeUndefined();
});
