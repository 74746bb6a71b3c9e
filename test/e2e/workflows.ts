// Workflows of the moments: nodes in a row behind a manual trigger.
import type { Workflow, WorkflowNode } from '../host/n8nJson';
import * as workflow from '../host/workflow';

export { START, node, pixVerse } from '../host/workflow';

/** As many items as there are values; each has one of them as `$json.value`. */
export function items(values: unknown[]): WorkflowNode {
	const jsCode = `return ${JSON.stringify(values)}.map((value) => ({ json: { value } }));`;
	return workflow.node('Items', 'n8n-nodes-base.code', { jsCode }, { typeVersion: 2 });
}

/** Turns `$json.value`, base64, into a binary `data`. */
export function asPictures(): WorkflowNode {
	return workflow.node(
		'Pictures',
		'n8n-nodes-base.convertToFile',
		{
			operation: 'toBinary',
			sourceProperty: 'value',
			options: { fileName: '=picture-{{ $itemIndex }}.png', mimeType: 'image/png' },
		},
		{ typeVersion: 1.1 },
	);
}

export function inARow(name: string, row: WorkflowNode[]): Workflow {
	return workflow.inARow(name, [workflow.manualTrigger(), ...row]);
}
