// n8n's context where nothing but the node's parameters is read.
import type { IExecuteFunctions } from 'n8n-workflow';

/** Asking it for anything else fails: that belongs into a test in the engine. */
export function contextOf(parameters: Readonly<Record<string, unknown>>): IExecuteFunctions {
	const known = {
		getNodeParameter: (name: string, _itemIndex: number, fallback?: unknown): unknown =>
			parameters[name] ?? fallback,
	};
	return known as IExecuteFunctions;
}
