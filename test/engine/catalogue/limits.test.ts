// Numbers and choices that a model does not take: refused with label and advice before any request,
// while the value beside them goes through.
import { describe, test } from '@jest/globals';

import type { RuleName } from '../../fixtures/segmindFacts';
import { expectations, orderOf } from '../../support/catalogue/orders';
import { fieldsOnPage, modelCases } from '../../support/catalogue/pageFields';
import { useNode } from '../../support/useNode';

const node = useNode();
const { expectRefusal, expectSent } = expectations(node);

/** The operations with models whose pages have a rule. */
const casesWith = (rule: RuleName) =>
	modelCases().filter(({ facts }) => facts.rules.includes(rule));

describe.each(casesWith('fiveSecondsAt1080p'))('$operation with $slug', ({ operation, slug }) => {
	const order = (duration: number, quality = '540p') =>
		orderOf(operation, slug, { duration, quality });

	test('1080p only with 5 s', async () => {
		await expectRefusal(order(8, '1080p'), /^Duration must be 5 when Quality is 1080p/);
		await expectSent(order(5, '1080p'));
		node.sandbox.reset();
		await expectSent(order(8, '720p'));
	});

	test.each([4, 6, 7, 9, 0, -5, 5.5])('no %s s', async (duration) => {
		await expectRefusal(order(duration), /^Duration must be 5 or 8$/);
	});
});

const canBeFast = casesWith('notFastAt1080p').filter((it) =>
	fieldsOnPage(it).some(({ apiName, kind }) => apiName === 'motion_mode' && kind === 'choice'),
);

describe.each(canBeFast)('$operation with $slug', ({ operation, slug }) => {
	test('fast only with 5 s and not in 1080p', async () => {
		const order = (duration: number, quality = '540p') =>
			orderOf(operation, slug, { motionMode: 'fast', duration, quality });
		await expectRefusal(order(8), /^Duration must be 5 when Motion Mode is Fast/);
		await expectRefusal(order(5, '1080p'), /^Motion Mode must be Normal when Quality is 1080p/);
		await expectSent(order(5, '720p'));
	});
});

describe('V6', () => {
	test.each([1, 15])('makes %s s, also in 1080p', async (duration) => {
		await expectSent(orderOf('textToVideo', 'pixverse-v6', { duration, quality: '1080p' }));
	});

	test.each([0, 16, 1.5, -1])('does not make %s s', async (duration) => {
		await expectRefusal(
			orderOf('textToVideo', 'pixverse-v6', { duration }),
			/^Duration must be a whole number from 1 to 15$/,
		);
	});

	test('has 21:9, which the others have not', async () => {
		await expectSent(orderOf('textToVideo', 'pixverse-v6', { aspectRatio: '21:9' }));
		node.sandbox.reset();
		await expectRefusal(
			orderOf('textToVideo', 'pixverse-5-video', { aspectRatio: '21:9' }),
			/^Aspect Ratio must be 16:9, 4:3, 1:1, 3:4 or 9:16$/,
		);
	});
});

const withSeedRange = modelCases().filter(({ facts }) => facts.params?.seed?.max === 999_999);

describe.each(withSeedRange)('the seed of $operation with $slug', ({ operation, slug }) => {
	test.each([0, 1_000_000, -1, 1.5])('is not %s', async (seed) => {
		await expectRefusal(
			orderOf(operation, slug, { additionalFields: { seed } }),
			/^Seed must be a whole number from 1 to 999999$/,
		);
	});

	test.each([1, 999_999])('is %s', async (seed) => {
		await expectSent(orderOf(operation, slug, { additionalFields: { seed } }));
	});
});

test('4.5, whose page prints no range, takes any whole number as a seed', async () => {
	await expectSent(orderOf('textToVideo', 'pixverse-4.5-video', { additionalFields: { seed: 0 } }));
	node.sandbox.reset();
	await expectRefusal(
		orderOf('textToVideo', 'pixverse-4.5-video', { additionalFields: { seed: 0.5 } }),
		/^Seed must be a whole number$/,
	);
});

test('Mimic has no 1080p', async () => {
	await expectSent(orderOf('mimic', 'pixverse-mimic', { additionalFields: { quality: '720p' } }));
	node.sandbox.reset();
	await expectRefusal(
		orderOf('mimic', 'pixverse-mimic', { additionalFields: { quality: '1080p' } }),
		/^Quality must be 360p, 540p or 720p$/,
	);
});
