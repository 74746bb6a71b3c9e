// Each example has its section, its pictures and its diagram, explains itself, and holds no data.
import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { workflowSchema } from '../../host/n8nJson';
import { diagramOf } from '../../support/docs/diagram';
import { read } from '../../support/docs/documents';
import { parseJson } from '../../support/json';
import { PROJECT } from '../../support/project';

const names = fs
	.readdirSync(path.join(PROJECT, 'examples'))
	.filter((file) => file.endsWith('.json'))
	.map((file) => path.basename(file, '.json'));
const readme = read('examples/README.md');

describe.each(names)('examples/%s.json', (name) => {
	const workflow = parseJson(read(`examples/${name}.json`), workflowSchema);

	test('has its section in the README, with its own pictures and diagram', () => {
		const sections = readme.split(/^## /m).filter((text) => text.includes(`](${name}.json)`));
		expect(sections).toHaveLength(1);
		expect(sections[0]).toContain(`srcset="images/${name}-dark.png"`);
		expect(sections[0]).toContain(`src="images/${name}.png"`);
		expect(sections[0]).toContain(`\`\`\`mermaid\n${diagramOf(workflow)}\n\`\`\``);
	});

	test('explains itself on the canvas, and says what it costs', () => {
		const notes = workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		const text = notes.map(({ parameters }) => parameters.content).join('\n');
		expect(text).toMatch(/costs? (money|nothing)|charged/);
	});

	test('holds no data of anybody', () => {
		expect(JSON.stringify(workflow)).not.toMatch(/SG_|[\w.]+@[\w-]+\.\w+/);
		const ids = workflow.nodes.flatMap(({ credentials = {} }) =>
			Object.values(credentials).map(({ id }) => id),
		);
		expect(ids.filter((id) => id !== null)).toEqual([]);
	});
});
