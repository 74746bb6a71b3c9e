import type { Workflow, WorkflowNode } from '../../host/n8nJson';
import { z } from '../json';

const NOTES = 'n8n-nodes-base.stickyNote';

/** What names the outputs of a switch. */
const switchParameters = z.object({
	rules: z.object({ values: z.array(z.object({ outputKey: z.string().optional() })) }),
	options: z.object({ renameFallbackOutput: z.string().optional() }).optional(),
});

/** Letters and digits only: an ID that Mermaid takes. */
const idOf = (name: string) => name.replace(/\W/g, '');

function shape({ name, type }: WorkflowNode): string {
	const label = `"${name}"`;
	if (/trigger$/i.test(type)) return `${idOf(name)}([${label}])`;
	return type.includes('pixverse') ? `${idOf(name)}[[${label}]]` : `${idOf(name)}[${label}]`;
}

/** What stands at an output: the names of a switch, or which way an IF or an error goes. */
function outputName(node: WorkflowNode | undefined, index: number, count: number): string {
	const choice = switchParameters.safeParse(node?.parameters);
	if (choice.success) {
		const { rules, options } = choice.data;
		return rules.values[index]?.outputKey ?? options?.renameFallbackOutput ?? 'other';
	}
	if (node?.type === 'n8n-nodes-base.if') return index === 0 ? 'true' : 'false';
	return node?.onError === 'continueErrorOutput' && count > 1 && index === 1 ? 'failed' : '';
}

/** Draws a workflow as a Mermaid flowchart: triggers are round, PixVerse has double sides. */
export function diagramOf({ nodes, connections }: Workflow): string {
	const shown = nodes.filter(({ type }) => type !== NOTES);
	const lines = shown.map((node) => `\t${shape(node)}`);
	for (const [from, byKind] of Object.entries(connections)) {
		const node = shown.find(({ name }) => name === from);
		for (const [kind, outputs] of Object.entries(byKind)) {
			const arrow = kind === 'main' ? '-->' : '-.->';
			outputs.forEach((targets, index) => {
				const name = outputName(node, index, outputs.length);
				const label = name ? `|${name}|` : '';
				for (const target of targets ?? []) {
					lines.push(`\t${idOf(from)} ${arrow}${label} ${idOf(target.node)}`);
				}
			});
		}
	}
	return ['flowchart LR', ...lines].join('\n');
}
