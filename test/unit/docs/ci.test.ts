// What a contributor sees on GitHub is what CI runs elsewhere: the same commands.
import fs from 'node:fs';
import path from 'node:path';

import { expect, test } from '@jest/globals';

const root = path.join(__dirname, '../../..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');

test('the workflow on GitHub runs every command of .ci/run, and no other', () => {
	const steps = [
		...read('.ci/run').matchAll(/^step (?:'[^']*'|"[^"]*") (.+?)(?: \|\| finish)?$/gm),
	];
	const commands = steps.map(([, command]) => command);
	const onGitHub = [
		...read('.github/workflows/ci.yml').matchAll(/^\s+- (?:run: )?(npm (?:ci|run|publish).*)$/gm),
	].map(([, command]) => command);
	expect(commands.length).toBeGreaterThan(10);
	expect([...new Set(onGitHub)].sort()).toEqual(commands.sort());
});

test('npm run check is format, lint, types and tests', () => {
	const scripts: unknown = JSON.parse(read('package.json'));
	expect(scripts).toMatchObject({
		scripts: {
			check: 'npm run format:check && npm run lint && npm test',
			lint: expect.stringContaining('npm run typecheck'),
			typecheck: 'tsc --noEmit && tsc -p test',
		},
	});
});
