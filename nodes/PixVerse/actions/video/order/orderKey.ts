import { createHash } from 'crypto';

import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';

import { shortHash } from '../../../domain/shortHash';
import { isTool } from '../../input/outputOptions';
import type { VideoOrder } from './videoOrder';

/** Parameters that leave the video as it is. */
const OF_THE_RUN = ['options', 'waitForCompletion'];

function hash(value: unknown): string {
	return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}

/** What is ordered, whenever it is made: model and body; an uploaded file counts by its bytes. */
export function orderContent({ slug, body }: Pick<VideoOrder, 'slug' | 'body'>): string {
	return shortHash(hash([slug, body]));
}

/**
 * The parameters that make the order as the user wrote them, expressions unevaluated: `$now` or a
 * random seed gives another value at each try, and must not be another order.
 */
export function writtenParameters(parameters: INodeParameters): unknown {
	const { additionalBody } = (parameters.options ?? {}) as INodeParameters;
	const ofTheVideo = Object.entries(parameters).filter(([name]) => !OF_THE_RUN.includes(name));
	return [ofTheVideo.sort(([a], [b]) => (a < b ? -1 : 1)), additionalBody ?? null];
}

/** What the names of all orders begin with that this run made, or an earlier try of it, for an item. */
export function placeOf(n8n: IExecuteFunctions, itemIndex: number): string {
	return `${Number(n8n.getWorkflowDataProxy(0).$runIndex)}:${itemIndex}:`;
}

/**
 * Gives each order of a run the name under which its execution remembers it: run index, item index,
 * and a hash of what the user wrote and what came in. So an edited prompt is a new order, a changed
 * timeout is not, a loop's next round is new, and two equal items are two orders.
 *
 * As an AI agent's tool the parameters as written are always the same, and n8n gives each call a run
 * index of its own (n8n-core, get-input-connection-data.ts): there the evaluated order counts.
 */
export function nameOrders(
	n8n: IExecuteFunctions,
	orders: readonly VideoOrder[],
): Array<{ order: VideoOrder; key: string }> {
	if (isTool(n8n)) {
		return orders.map((order) => ({
			order,
			key: `tool:${order.itemIndex}:${orderContent(order)}`,
		}));
	}
	const written = hash(writtenParameters(n8n.getNode().parameters));
	const items = n8n.getInputData();
	return orders.map((order) => {
		const { itemIndex, files } = order;
		const cameIn = [items[itemIndex]?.json ?? null, files.map(({ sha256 }) => sha256)];
		return { order, key: `${placeOf(n8n, itemIndex)}${shortHash(hash([written, cameIn]))}` };
	});
}
