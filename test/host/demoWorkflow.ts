import path from 'node:path';

import { nameOfNode, readExample } from './exampleFiles';
import { errorOf, firstItemOf, textOf } from './executionData';
import { assertPlayable, type Video } from './mp4';
import type { SavedWorkflow } from './n8nJson';
import type { RestClient } from './rest';

const EXAMPLE = 'prompt-to-video-file';
const CREDENTIAL_TYPE = 'segmindApi';
const RUN_WITHIN_MS = 180_000;

/**
 * Imports the example workflow, with the credential that it asks for.
 *
 * @param client logged in
 * @returns the workflow as n8n keeps it
 */
export async function importExample(
	client: RestClient,
	account: { apiKey: string; baseUrl: string },
): Promise<SavedWorkflow> {
	const example = await readExample(EXAMPLE);
	const wanted = example.nodes
		.map(({ credentials }) => credentials?.[CREDENTIAL_TYPE])
		.find(Boolean);
	if (!wanted) throw new Error(`${EXAMPLE} asks for no credential`);
	const { id, name } = await client.createCredential({
		name: wanted.name,
		type: CREDENTIAL_TYPE,
		data: account,
	});
	const nodes = example.nodes.map((node) =>
		node.credentials?.[CREDENTIAL_TYPE]
			? { ...node, credentials: { [CREDENTIAL_TYPE]: { id, name } } }
			: node,
	);
	return await client.createWorkflow({ ...example, nodes });
}

/**
 * Runs the example as "Execute workflow" does and looks at the file that it wrote.
 *
 * @param client logged in
 * @param workflow from `importExample`
 * @param userFolder of the n8n, where relative paths of a workflow begin
 * @throws Error where the run did not succeed, or its file is no playable MP4
 */
export async function makeVideo(
	client: RestClient,
	workflow: SavedWorkflow,
	userFolder: string,
): Promise<{ file: string; video: Video }> {
	const trigger = nameOfNode(workflow, '.manualTrigger');
	const execution = await client.runWorkflow(workflow.id, trigger, { timeoutMs: RUN_WITHIN_MS });
	if (execution.status !== 'success') {
		const { node, message, description } = errorOf(execution) ?? {};
		const place = node ? ` in the node "${node}"` : '';
		throw new Error(
			[`the workflow ended with "${execution.status}"${place}`, message, description]
				.filter(Boolean)
				.join(': '),
		);
	}
	const written = firstItemOf(execution, nameOfNode(workflow, '.readWriteFile'));
	const file = path.resolve(userFolder, textOf(written, 'fileName'));
	return { file, video: await assertPlayable(file) };
}
