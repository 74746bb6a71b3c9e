// What a contributor sees on GitHub is what CI runs elsewhere: the same commands.
import { expect, test } from '@jest/globals';

import { allOf, read } from '../../support/docs/documents';

test('the workflow on GitHub runs every command of .ci/run, and no other', () => {
	const commands = allOf(read('.ci/run'), /^step (?:'[^']*'|"[^"]*") (.+?)(?: \|\| finish)?$/gm);
	const onGitHub = allOf(
		read('.github/workflows/ci.yml'),
		/^\s+- (?:run: )?(npm (?:ci|run|publish).*)$/gm,
	);
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
