// The table of models in docs/models.md: made from the models, and its check sees what is stale.
import { expect, test } from '@jest/globals';

import { MODELS } from '../../../nodes/PixVerse/models';
import { modelTable, withTable } from '../../../scripts/modelTable';

const table = modelTable();
const rowOf = (slug: string) => table.split('\n').find((line) => line.includes(`\`${slug}\``));

test('each model has a row with operations, limits, price, time and its page', () => {
	for (const { slug, source, usualDurationS } of MODELS) {
		expect(rowOf(slug)).toContain(source);
		expect(rowOf(slug)).toContain(`${usualDurationS} s`);
	}
	expect(rowOf('pixverse-v6')).toMatch(/Generate From Text, Generate From Image/);
	expect(rowOf('pixverse-v6')).toMatch(/Duration \(1 to 15 s\)/);
	expect(rowOf('pixverse-v6')).toMatch(/0\.044 to 2\.16/);
	expect(rowOf('pixverse-5-extend')).toMatch(/Seed \(1 to 999999\)/);
	expect(table).toMatch(/read 2026-08/);
});

test('a rule is told once, with the models that have it', () => {
	expect(table).toMatch(
		/- Duration must be 5 when Motion Mode is Fast: PixVerse 4\.5, .*PixVerse 4 Transition\\\*/,
	);
});

test('the text around the markers stays', () => {
	const text = 'a\n<!-- models:start -->old<!-- models:end -->\nb';
	expect(withTable(text, 'T')).toBe('a\n<!-- models:start -->\n\nT\n\n<!-- models:end -->\nb');
	expect(() => withTable('no markers', 'T')).toThrow(/docs\/models\.md must hold/);
});
