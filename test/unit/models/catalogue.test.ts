// Every model file against what Segmind's pages say: one file of facts per model, which shares
// nothing with the model files.
import { describe, expect, test } from '@jest/globals';

import { findModel, MODELS, modelsFor, OTHER_KNOWN_SLUGS } from '../../../nodes/PixVerse/models';
import type { VideoOperation } from '../../../nodes/PixVerse/models/types';
import { segmindFacts } from '../../fixtures/segmindFacts';
import { present } from '../../support/assertions';
import { testModel } from '../../support/catalogue/modelChecks';
import { modelCase, modelCases } from '../../support/catalogue/pageFields';

/** The first of an operation's list is what people pay for when they choose nothing. */
const DEFAULTS: Array<[VideoOperation, string]> = [
	['textToVideo', 'pixverse-v6'],
	['imageToVideo', 'pixverse-v6'],
	['transition', 'pixverse-5-transition'],
	['extend', 'pixverse-5-extend'],
	['mimic', 'pixverse-mimic'],
];

const OFFERED = DEFAULTS.flatMap(([operation]) =>
	modelsFor(operation).map((model) => ({ operation, model, slug: model.slug })),
);

describe('the list of models', () => {
	test.each(DEFAULTS)('%s has the models of the pages, first its default', (operation, first) => {
		const slugs = modelsFor(operation).map(({ slug }) => slug);
		expect(slugs[0]).toBe(first);
		const onPages = modelCases().filter((it) => it.operation === operation);
		expect(slugs.sort()).toEqual(onPages.map(({ slug }) => slug).sort());
	});

	test('each has its file of facts, and so have the other known slugs', () => {
		const known = [...MODELS.map(({ slug }) => slug), ...OTHER_KNOWN_SLUGS];
		expect([...segmindFacts().keys()].sort()).toEqual(known.sort());
		expect(OFFERED).toHaveLength(modelCases().length);
	});
});

describe.each(OFFERED)('$slug in $operation', ({ operation, model, slug }) => {
	testModel(model, operation, modelCase(operation, slug));
});

test('V4.5 and V5 Extend tell that a style may change nothing', () => {
	for (const slug of ['pixverse-4.5-video', 'pixverse-5-extend']) {
		const { fields } = present(findModel(slug), slug);
		expect(fields.style?.description).toMatch(/only on PixVerse 3\.5/);
	}
});
