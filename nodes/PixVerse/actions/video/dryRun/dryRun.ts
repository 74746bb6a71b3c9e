import { createHash } from 'crypto';

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { estimate } from '../../../models/estimate';
import { isUploadPlaceholder } from '../../../models/mediaUrl';
import { withoutPassword } from '../../../transport/segmind/hosts';
import type { Connection } from '../../input/credential';
import type { OperationResult, RunContext } from '../../operation';
import { dryRunFile, dryRunId, dryRunJson } from '../../output/dryRunJob';
import { addDryRunHint } from '../../output/hints';
import { itemOf } from '../../output/outputItems';
import type { VideoOrder } from '../order/videoOrder';

/** Shown where the address of an uploaded file would stand. */
const UPLOAD_URL = 'https://images.segmind.com/assets/dry-run/uploaded-file';

/** Everything but sending: each item has the keys of a real one, the exact request, and a stand-in video. */
export async function dryRun(
	{ n8n }: RunContext,
	{ hosts }: Connection,
	requestMode: 'async' | 'sync',
	orders: readonly VideoOrder[],
): Promise<OperationResult> {
	const runIndex = Number(n8n.getWorkflowDataProxy(0).$runIndex);
	const place = [n8n.getExecutionId(), n8n.getNode().name, runIndex];
	const items: INodeExecutionData[] = [];
	for (const order of orders) {
		const { itemIndex, output, slug } = order;
		const hash = createHash('sha256')
			.update(JSON.stringify([...place, itemIndex, slug, order.body]))
			.digest('hex');
		const requestId = dryRunId(order.body.aspect_ratio, hash.slice(0, 16));
		const body = Object.fromEntries(
			Object.entries(order.body).map(([name, value]) => [
				name,
				isUploadPlaceholder(value) ? UPLOAD_URL : value,
			]),
		) as IDataObject;
		const json = {
			dryRun: true,
			model: slug,
			...dryRunJson(requestId, output.wait),
			cost: estimate(slug, order.body)?.usd ?? null,
			endpoint: `${withoutPassword(hosts.api)}/${requestMode === 'sync' ? 'v1' : 'v2'}/${slug}`,
			body,
		};
		const name = output.fileName ?? `${slug}-${itemIndex}`;
		const binary =
			output.wait && output.download
				? { [output.binaryPropertyName]: await dryRunFile(n8n, requestId, name) }
				: undefined;
		items.push(itemOf(json, itemIndex, binary));
	}
	addDryRunHint(n8n, items);
	return { kind: 'items', items };
}
