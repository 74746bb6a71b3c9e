import type { IExecuteFunctions } from 'n8n-workflow';

import { omitUndefined } from '../../domain/omitUndefined';
import { retryFree } from '../../jobs/pacing/retry';
import { forEachItem } from '../eachItem';
import { connect } from '../input/credential';
import { readFileName } from '../input/findFile';
import { readInputFile, type InputFile } from '../input/inputFile';
import type { Reading } from '../input/result';
import { uploadFile } from '../input/uploadFile';
import type { OperationResult, RunContext } from '../operation';
import { itemOf } from '../output/outputItems';

/** What Asset > Upload does, item by item. */
export async function uploadFiles(run: RunContext): Promise<OperationResult> {
	const { n8n, clock, cancel } = run;
	const connection = await connect(run);
	if (!connection.ok) return { kind: 'failed', problem: connection.problem };
	const client = connection.value.client(cancel);
	const read = async (itemIndex: number) => await readFile(n8n, itemIndex);
	return await forEachItem(n8n, read, async (file, itemIndex) => {
		const { bytes, fileName, mimeType } = file;
		const uploaded = await uploadFile(
			cancel,
			async (dataUrl) =>
				await retryFree({ clock, stop: cancel }, async () => await client.upload(dataUrl)),
			file,
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

async function readFile(n8n: IExecuteFunctions, itemIndex: number): Promise<Reading<InputFile>> {
	const name = readFileName(
		n8n,
		itemIndex,
		n8n.getNodeParameter('binaryPropertyName', itemIndex, 'data'),
		'Input Data Field Name',
	);
	if (!name.ok) return name;
	return await readInputFile(n8n, itemIndex, name.value, { label: 'File', media: 'any' });
}
