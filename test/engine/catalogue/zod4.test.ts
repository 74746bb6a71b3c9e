// The zod at run time is n8n's own, today 3.25. The built node with zod 4 in its place: a wrong
// value is refused in the same words, and a video is made.
import { createRequire } from 'node:module';
import path from 'node:path';

import { afterAll, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import type * as zod4 from 'zod4';

import { fileOf } from '../../support/assertions';
import { FAST } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { copyPackage } from '../../support/packageCopy';
import { useNode } from '../../support/useNode';

const copy = copyPackage({ zod: 'zod4' });
afterAll(() => copy.remove());
const node = useNode({ packageDir: copy.folder });

const run = async (parameters: INodeParameters, operation = 'textToVideo') =>
	await node.run({ resource: 'video', operation, prompt: 'A boat', ...parameters });

test('the copy has zod 4', () => {
	const { z } = createRequire(path.join(copy.nodeDir, 'PixVerse.node.js'))('zod') as typeof zod4;
	expect(z.string()._zod.version.major).toBe(4);
});

test.each([
	[{ prompt: '={{ "" }}' }, 'Prompt must be a text that is not empty'],
	[{ duration: 99 }, 'Duration must be a whole number from 1 to 15'],
	[{ options: { timeout: '={{ "soon" }}' } }, 'Timeout must be a number of minutes above 0'],
])('%j is refused in our words', async (parameters, message) => {
	const { error } = await run(parameters);
	expect(error?.message).toBe(message);
	expect(node.sandbox.requests).toEqual([]);
});

test('a video is made, from an answer that is parsed', async () => {
	const { items, error } = await run({ options: FAST });
	expect(error).toBeUndefined();
	expect(elementAt(items, 0).json).toMatchObject({ status: 'COMPLETED', finished: true });
	expect(elementAt(items, 0).json.cost).toBeGreaterThan(0);
	expect(fileOf(items[0]).mimeType).toBe('video/mp4');
});

test('history and credits are read', async () => {
	await run({ options: FAST });
	const jobs = await run({ resource: 'job' }, 'getMany');
	expect(elementAt(jobs.items, 0).json).toMatchObject({ model: 'pixverse-v6', prompt: 'A boat' });
	const credits = await run({ resource: 'account' }, 'getCredits');
	expect(elementAt(credits.items, 0).json.credits).toBeGreaterThan(0);
});
