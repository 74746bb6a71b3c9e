import type { IExecuteFunctions } from 'n8n-workflow';

import type { Problem } from '../../domain/problem';
import type { OrderedVideo } from '../../jobs/memory';
import { whatIsPaid } from './spendLimits';

/** The same node from npm, from a private registry or from a folder of custom nodes. */
const TRIGGER_TYPE = /\.pixVerseTrigger$/;

/** What tells how an execution began. */
export type Surroundings = Pick<IExecuteFunctions, 'getNode' | 'getParentNodes'> &
	Partial<Pick<IExecuteFunctions, 'getExecutionContext'>>;

/**
 * Whether a PixVerse Trigger started this execution. From n8n 1.122 on the execution's context names
 * its trigger, in sub-workflows too; before, a trigger among the nodes in front of this one counts.
 */
function isStartedByTrigger(n8n: Surroundings): boolean {
	const type = n8n.getExecutionContext?.()?.triggerNode?.type;
	if (type !== undefined) return TRIGGER_TYPE.test(type);
	return n8n
		.getParentNodes(n8n.getNode().name)
		.some((parent) => !parent.disabled && TRIGGER_TYPE.test(parent.type));
}

/**
 * A workflow that orders videos and is started by their ends buys for ever: each video orders the
 * next. It may, where its user says how much a day.
 *
 * @param ordered what this execution has ordered before
 */
export function loopWithoutLimit(
	n8n: Surroundings,
	maxCostPerDay: number | undefined,
	ordered: readonly OrderedVideo[],
): Problem | undefined {
	if (maxCostPerDay !== undefined || !isStartedByTrigger(n8n)) return undefined;
	return {
		code: 'loop-without-limit',
		message: 'A PixVerse Trigger started this workflow, and Max Cost per Day is not set',
		description: `${whatIsPaid(ordered)} Each video that this node orders would end, start the workflow again and order the next, for ever. Set Options > Max Cost per Day to what you are ready to pay, or order videos in a workflow of their own.`,
		failure: { cause: 'configuration-invalid' },
	};
}
