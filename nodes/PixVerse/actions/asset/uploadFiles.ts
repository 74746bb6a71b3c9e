import { omitUndefined } from '../../domain/omitUndefined';
import { retryFree } from '../../jobs/pacing/retry';
import { forEachItem } from '../eachItem';
import { connect } from '../input/credential';
import { readFileName } from '../input/findFile';
import { readInputFile } from '../input/inputFile';
import { uploadFile } from '../input/uploadFile';
import type { OperationResult, RunContext } from '../operation';
import { itemOf } from '../output/outputItems';

/** What Asset > Upload does, item by item. */
export async function uploadFiles(run: RunContext): Promise<OperationResult> {
	const { n8n, clock, cancel } = run;
	const connection = await connect(run);
	if (!connection.ok) return { kind: 'failed', problem: connection.problem };
	const client = connection.value.client(cancel);
	return await forEachItem(n8n, async (itemIndex) => {
		const name = readFileName(
			n8n,
			itemIndex,
			n8n.getNodeParameter('binaryPropertyName', itemIndex, 'data'),
			'Input Data Field Name',
		);
		if (!name.ok) return { kind: 'problem', problem: name.problem };
		const file = await readInputFile(n8n, itemIndex, name.value, {
			label: 'File',
			media: 'any',
		});
		if (!file.ok) return { kind: 'problem', problem: file.problem };
		const { bytes, fileName, mimeType } = file.value;
		const uploaded = await uploadFile(
			cancel,
			async (dataUrl) =>
				await retryFree({ clock, stop: cancel }, async () => await client.upload(dataUrl)),
			file.value,
		);
		if (uploaded.kind !== 'uploaded') return uploaded;
		const json = {
			url: uploaded.url,
			...omitUndefined({ fileName }),
			mimeType,
			fileSize: bytes,
		};
		return { kind: 'items', items: [itemOf(json, itemIndex)] };
	});
}
