import type { Moment } from '../moment';
import { inARow, node, pixVerse } from '../workflows';

export const schemaPreview: Moment = {
	name: 'schema-preview',
	title: "The next node offers the video's fields before the first run",
	async run({ client, credential, editor, pictures }) {
		const next = node('Next', 'n8n-nodes-base.set', {}, { typeVersion: 3.4 });
		const { id } = await client.createWorkflow(
			inARow('Schema preview', [pixVerse(credential, {}), next]),
		);
		await editor.openNode(id, next.id);
		const input = editor.part('ndv-input-panel');
		for (const name of ['requestId', 'videoUrl', 'status', 'resumed']) {
			await input.getByText(name, { exact: true }).first().waitFor();
		}
		await pictures.take('schema-preview');
	},
};
