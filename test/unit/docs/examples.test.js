'use strict';

const fs = require('node:fs');
const path = require('node:path');

const { diagramOf } = require('../../docs/diagram');
const { read, root } = require('../../docs/documents');

const names = fs
	.readdirSync(path.join(root, 'examples'))
	.filter((file) => file.endsWith('.json'))
	.map((file) => path.basename(file, '.json'));
const readme = read('examples/README.md');

describe.each(names)('examples/%s.json', (name) => {
	const workflow = JSON.parse(read(`examples/${name}.json`));

	it('has its section in the README, with its own pictures and diagram', () => {
		const sections = readme.split(/^## /m).filter((text) => text.includes(`](${name}.json)`));
		expect(sections).toHaveLength(1);
		expect(sections[0]).toContain(`srcset="images/${name}-dark.png"`);
		expect(sections[0]).toContain(`src="images/${name}.png"`);
		expect(sections[0]).toContain(`\`\`\`mermaid\n${diagramOf(workflow)}\n\`\`\``);
	});

	it('explains itself on the canvas, and says what it costs', () => {
		const notes = workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		const text = notes.map(({ parameters }) => parameters.content).join('\n');
		expect(text).toMatch(/costs? (money|nothing)|charged/);
	});

	it('holds no data of anybody', () => {
		expect(JSON.stringify(workflow)).not.toMatch(/SG_|[\w.]+@[\w-]+\.\w+/);
		const ids = workflow.nodes.flatMap(({ credentials = {} }) =>
			Object.values(credentials).map(({ id }) => id),
		);
		expect(ids.filter((id) => id !== null)).toEqual([]);
	});
});
