// n8n's context for what reads parameters and a little more.
import type { IExecuteFunctions } from 'n8n-workflow';

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
