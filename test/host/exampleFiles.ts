import fs from 'node:fs/promises';
import path from 'node:path';

import { readJson } from '../support/json';
import { workflowSchema, type Workflow } from './n8nJson';
import { projectFolder } from './paths';

export const examplesFolder = path.join(projectFolder, 'examples');

/** The names of the example workflows, without ending. */
export async function listExamples(): Promise<string[]> {
	const files = await fs.readdir(examplesFolder);
	return files.filter((file) => file.endsWith('.json')).map((file) => path.basename(file, '.json'));
}

export async function readExample(name: string): Promise<Workflow> {
	return await readJson(path.join(examplesFolder, `${name}.json`), workflowSchema);
}

/** @throws Error where the workflow has no node whose type ends so, e.g. in ".manualTrigger" */
export function nameOfNode(workflow: Workflow, typeEnding: string): string {
	const node = workflow.nodes.find(({ type }) => type.endsWith(typeEnding));
	if (!node) throw new Error(`"${workflow.name}" has no node *${typeEnding}`);
	return node.name;
}
