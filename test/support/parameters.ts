// n8n's context for what reads parameters and a little more.
import type { IExecuteFunctions, INode } from 'n8n-workflow';

import { PIXVERSE } from './workflow';

/** The PixVerse node as a workflow holds it. */
export const node: INode = {
	id: '1',
	name: 'PixVerse',
	type: PIXVERSE,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/**
 * Asking it for anything else fails: that belongs into a test in the engine.
 *
 * @param more what else of the context is read
 */
export function contextOf(
	parameters: Readonly<Record<string, unknown>>,
	more: Partial<IExecuteFunctions> = {},
): IExecuteFunctions {
	const known = {
		...more,
		getNodeParameter: (name: string, _itemIndex: number, fallback?: unknown): unknown =>
			parameters[name] ?? fallback,
	};
	return known as IExecuteFunctions;
}
