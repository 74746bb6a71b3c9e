// Each example has its section, its pictures and its diagram, explains itself, and holds no data.
import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { workflowSchema, type WorkflowNode } from '../../host/n8nJson';
import { diagramOf } from '../../support/docs/diagram';
import { read } from '../../support/docs/documents';
import { parseJson, z } from '../../support/json';
import { PROJECT } from '../../support/project';

const names = fs
	.readdirSync(path.join(PROJECT, 'examples'))
	.filter((file) => file.endsWith('.json'))
	.map((file) => path.basename(file, '.json'));
const readme = read('examples/README.md');

/** Width and height, as a PNG's first chunk tells them. */
function sizeOf(picture: string): number[] {
	const bytes = fs.readFileSync(path.join(PROJECT, 'examples/images', picture));
	return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

const NOTE = 'n8n-nodes-base.stickyNote';
const noteSize = z.object({ width: z.number(), height: z.number() });

/** With the name below, as n8n 2 draws it. */
const NODE_SIZE = { width: 100, height: 150 };

function areaOf({ position: [left, top] = [0, 0] }: WorkflowNode, size: z.infer<typeof noteSize>) {
	return { left, top, right: left + size.width, bottom: top + size.height };
}

type Area = ReturnType<typeof areaOf>;

function overlap(a: Area, b: Area): boolean {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

describe.each(names)('examples/%s.json', (name) => {
	const workflow = parseJson(read(`examples/${name}.json`), workflowSchema);

	test('has its section in the README, with its own pictures and diagram', () => {
		const sections = readme.split(/^## /m).filter((text) => text.includes(`](${name}.json)`));
		expect(sections).toHaveLength(1);
		expect(sections[0]).toContain(`srcset="images/${name}-dark.png"`);
		expect(sections[0]).toContain(`src="images/${name}.png"`);
		expect(sections[0]).toContain(`\`\`\`mermaid\n${diagramOf(workflow)}\n\`\`\``);
	});

	test('has pictures in light and dark that were taken of the same workflow', () => {
		const [light, dark] = ['', '-dark'].map((ending) => sizeOf(`${name}${ending}.png`));
		expect(dark).toEqual(light);
	});

	test('explains itself on the canvas, and says what it costs', () => {
		const notes = workflow.nodes.filter(({ type }) => type === NOTE);
		const text = notes.map(({ parameters }) => parameters.content).join('\n');
		expect(text).toMatch(/costs? (money|nothing)|charged/);
	});

	test('has no note that lies over a node or its name', () => {
		const isNote = ({ type }: WorkflowNode) => type === NOTE;
		const notes = workflow.nodes
			.filter(isNote)
			.map((node) => areaOf(node, noteSize.parse(node.parameters)));
		const covered = workflow.nodes.filter(
			(node) => !isNote(node) && notes.some((note) => overlap(note, areaOf(node, NODE_SIZE))),
		);
		expect(covered.map(({ name: covers }) => covers)).toEqual([]);
	});

	test('holds no data of anybody', () => {
		expect(JSON.stringify(workflow)).not.toMatch(/SG_|[\w.]+@[\w-]+\.\w+/);
		const ids = workflow.nodes.flatMap(({ credentials = {} }) =>
			Object.values(credentials).map(({ id }) => id),
		);
		expect(ids.filter((id) => id !== null)).toEqual([]);
	});
});
