import { NodeOperationError, type INode, type INodeExecutionData } from 'n8n-workflow';

/** Whether an item says what went wrong instead of what was made. */
export function isProblemItem({ json }: INodeExecutionData): boolean {
	return typeof json.error === 'string' && typeof json.details === 'object';
}

/**
 * Makes failed items leave through the error output on every version of n8n. From 2.34.4 on its
 * engine knows them by their keys error, message and details; before, `details` made them
 * successes, and only `item.error` makes them errors (n8n-core, handleNodeErrorOutput). A plain
 * `item.error` would cost the details: the engine then replaces the item's json. So it is not
 * enumerable: the engine sees it where it sorts, and leaves it behind where it copies the item.
 */
export function markForErrorOutput(node: INode, items: INodeExecutionData[]): INodeExecutionData[] {
	if (node.onError !== 'continueErrorOutput') return items;
	for (const item of items.filter(isProblemItem)) {
		Object.defineProperty(item, 'error', {
			value: new NodeOperationError(node, String(item.json.message)),
			enumerable: false,
			writable: true,
			configurable: true,
		});
	}
	return items;
}
