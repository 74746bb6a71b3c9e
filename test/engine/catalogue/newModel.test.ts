// "A model is one file, one line in its list, and one file of facts": docs/adding-a-model.md is
// followed to the letter in a copy, and the made-up model must pass what every model passes.
import { createRequire } from 'node:module';
import path from 'node:path';

import { afterAll, describe, expect, test } from '@jest/globals';

import type * as models from '../../../nodes/PixVerse/models';
import type { VideoOperation } from '../../../nodes/PixVerse/models/types';
import type * as facts from '../../fixtures/segmindFacts';
import type * as sandbox from '../../sandbox';
import { present } from '../../support/assertions';
import { addDocumentedModel, compilerErrors, withModel } from '../../support/catalogue/addedModel';
import { descriptionIn, Editor } from '../../support/catalogue/editor';
import { testModel } from '../../support/catalogue/modelChecks';
import { parametersFor, requiredBody } from '../../support/catalogue/orders';
import { modelCases } from '../../support/catalogue/pageFields';
import { testPayload } from '../../support/catalogue/payloadChecks';
import { testVisibility } from '../../support/catalogue/visibilityChecks';
import { useNode } from '../../support/useNode';

const added = addDocumentedModel();
afterAll(() => added.remove());

const load = createRequire(__filename);
const inCopy = (file: string) => path.join(added.folder, file);
const { MODELS, findModel } = load(inCopy('nodes/PixVerse/models/index.ts')) as typeof models;
const { segmindFacts } = load(inCopy('test/fixtures/segmindFacts.ts')) as typeof facts;
const { startSandbox } = load(inCopy('test/sandbox/index.ts')) as typeof sandbox;

const slug = path.basename(added.modelFile, '.ts');
const all = modelCases(segmindFacts());
const own = all.filter((it) => it.slug === slug);
const model = present(findModel(slug), slug);
const operations: readonly VideoOperation[] = [
	'textToVideo',
	'imageToVideo',
	'transition',
	'extend',
	'mimic',
];

test('what the document says compiles', () => {
	expect(compilerErrors(added)).toEqual([]);
});

test('the document’s model is new, and last in the list', () => {
	expect(MODELS.at(-1)).toBe(model);
	expect(modelCases().map((it) => it.slug)).not.toContain(slug);
	expect(own.map(({ operation }) => operation)).toEqual(Object.keys(model.operations));
});

test('a list that has no end to add a line to is told', () => {
	expect(withModel('export const MODELS: A[] = [\n\ta,\n];', 'i;\n', '\tb,\n')).toBe(
		'i;\nexport const MODELS: A[] = [\n\ta,\n\tb,\n];',
	);
	expect(() => withModel('const OTHER = [];', '', '')).toThrow(/no list of models/);
});

describe.each(own)('$slug in $operation', (it) => {
	const operation = present(
		operations.find((name) => name === it.operation),
		it.operation,
	);
	const node = useNode({ packageDir: added.built.folder, start: startSandbox });
	const editor = new Editor(descriptionIn(added.built.nodeDir));

	describe('by its page', () => testModel(model, operation, it));
	describe('in the panel', () => testVisibility(() => editor, it, all));
	describe('on the wire', () => testPayload(node, it));

	test('is judged before anything is sent', async () => {
		const { error } = await node.run(parametersFor(it, { ...requiredBody(it), duration: 11 }));
		expect(error?.message).toBe('Duration must be a whole number from 4 to 10');
		expect(node.sandbox.requests).toEqual([]);
	});
});
