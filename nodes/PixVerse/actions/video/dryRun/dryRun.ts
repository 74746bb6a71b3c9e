import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isUploadPlaceholder } from '../../../models/mediaUrl';
import type { Connection } from '../../input/credential';
import type { OperationResult, RunContext } from '../../operation';
import { videoFileName } from '../../output/fileName';
import { addDryRunHint } from '../../output/hints';
import { itemOf } from '../../output/outputItems';
import type { VideoOrder } from '../order/videoOrder';
import { dryRunVideo } from './standIns';

/** Shown where the address of an uploaded file would stand. */
const UPLOAD_URL = 'https://images.segmind.com/assets/dry-run/uploaded-file';

/** Everything but sending: each item shows the exact request, and a stand-in video. */
export async function dryRun(
	{ n8n }: RunContext,
	{ hosts }: Connection,
	requestMode: 'async' | 'sync',
	orders: readonly VideoOrder[],
): Promise<OperationResult> {
	const items: INodeExecutionData[] = [];
	for (const order of orders) {
		const { itemIndex, output, slug } = order;
		const body = Object.fromEntries(
			Object.entries(order.body).map(([name, value]) => [
				name,
				isUploadPlaceholder(value) ? UPLOAD_URL : value,
			]),
		);
		const json = {
			dryRun: true,
			status: 'DRY_RUN',
			model: slug,
			endpoint: `${hosts.api}/${requestMode === 'sync' ? 'v1' : 'v2'}/${slug}`,
			body,
			finished: true,
		} as IDataObject;
		if (!output.wait || !output.download) {
			items.push(itemOf(json, itemIndex));
			continue;
		}
		const name = `DRY-RUN-${videoFileName(output.fileName, `${slug}-${itemIndex}`)}`;
		const file = await n8n.helpers.prepareBinaryData(
			dryRunVideo(order.body.aspect_ratio),
			name,
			'video/mp4',
		);
		items.push(itemOf(json, itemIndex, { [output.binaryPropertyName]: file }));
	}
	addDryRunHint(n8n, items.length);
	return { kind: 'items', items };
}
