// One step of a release: the next version, and the notes that move under it.
import { describe, expect, test } from '@jest/globals';

import { nextVersion, releaseChangelog } from '../../../scripts/release';
import { read } from '../../support/docs/documents';

describe('nextVersion', () => {
	test.each([
		['0.1.0', 'patch', '0.1.1'],
		['0.1.9', 'minor', '0.2.0'],
		['0.1.9', 'major', '1.0.0'],
		['0.1.9', '2.3.4', '2.3.4'],
	])('%s, %s: %s', (current, wish, expected) => {
		expect(nextVersion(current, wish)).toBe(expected);
	});

	test.each([undefined, 'huge', '1.2', 'v1.2.3'])('refuses %s', (wish) => {
		expect(() => nextVersion('0.1.0', wish)).toThrow(/patch, minor, major/);
	});
});

describe('releaseChangelog', () => {
	test('moves the notes under the version, and leaves an empty Unreleased', () => {
		const old = [
			'# C',
			'',
			'## [Unreleased]',
			'',
			'- A',
			'',
			'## [0.1.0] - 2026-01-01',
			'',
			'- B',
			'',
		];
		const released = releaseChangelog(old.join('\n'), '0.2.0', '2026-02-02');
		expect(released.split('\n')).toEqual([
			...old.slice(0, 4),
			'## [0.2.0] - 2026-02-02',
			'',
			...old.slice(4),
		]);
	});

	test('takes the changelog of this project', () => {
		const released = releaseChangelog(read('CHANGELOG.md'), '9.9.9', '2026-02-02');
		expect(released).toMatch(/## \[Unreleased\]\n\n## \[9\.9\.9\] - 2026-02-02\n\n### /);
	});

	test('refuses a release that says nothing', () => {
		expect(() => releaseChangelog('# C\n\n## [Unreleased]\n', '1.0.0', 'd')).toThrow(/nothing/);
	});
});
