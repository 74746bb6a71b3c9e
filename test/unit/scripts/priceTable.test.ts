// docs/prices.md: made from the models, marked as estimated and dated, and not stale.
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from '@jest/globals';

import { withoutPadding } from '../../../scripts/generated';
import { pricesDocument } from '../../../scripts/priceTable';

const text = pricesDocument();

test('by length, quality and sound, as an estimate with its date', () => {
	expect(text).toMatch(/Estimates in US dollars per video, as of 2026-08/);
	expect(text).toMatch(/\| 540p, with sound \| 0\.06 \| 0\.28 \| 0\.45 \|/);
	expect(text).toMatch(/\| 540p, without sound \| 0\.04 \| 0\.22 \|/);
	expect(text).toMatch(/\| 1080p \| 1\.00 \| – \|/);
	expect(text).toMatch(/\| PixVerse Mimic \| 2\.03 \|/);
});

test('models with the same prices share a table', () => {
	expect(text).toMatch(/## PixVerse 5, PixVerse 4\.5, /);
	expect(text.match(/^\| Quality/gm)).toHaveLength(2);
});

test('the file in docs is not stale', () => {
	const file = readFileSync(path.resolve(__dirname, '../../../docs/prices.md'), 'utf8');
	expect(withoutPadding(file)).toBe(withoutPadding(text));
});
