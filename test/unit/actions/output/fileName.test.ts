// A name that the user typed becomes one that every file system takes.
import { expect, test } from '@jest/globals';

import {
	distinctFileNames,
	videoFileName,
} from '../../../../nodes/PixVerse/actions/output/fileName';

test.each([
	[undefined, 'pixverse-1.mp4'],
	['', 'pixverse-1.mp4'],
	['   ', 'pixverse-1.mp4'],
	['launch', 'launch.mp4'],
	['launch.mp4', 'launch.mp4'],
	['launch.MP4.mp4', 'launch.mp4'],
	['launch.mov', 'launch.mov.mp4'],
	['../../etc/passwd', 'passwd.mp4'],
	['C:\\temp\\a.mp4', 'a.mp4'],
	['Part 1/2', 'Part 1_2.mp4'],
	['out/Part 2/2.mp4', 'out_Part 2_2.mp4'],
	['/tmp/clip', 'clip.mp4'],
	['con', '_con.mp4'],
	['LPT1.backup.mp4', '_LPT1.backup.mp4'],
	['con .mp4', '_con.mp4'],
	['Aux .v2', '_Aux .v2.mp4'],
	['console', 'console.mp4'],
	['.'.repeat(100_000), 'pixverse-1.mp4'],
	['.mp4'.repeat(50_000), 'pixverse-1.mp4'],
	['a:b*c?.mp4', 'a_b_c_.mp4'],
	['a\u0000b\n.mp4', 'a_b_.mp4'],
	['.mp4', 'pixverse-1.mp4'],
	['...', 'pixverse-1.mp4'],
	['Grüße 日本.mp4', 'Grüße 日本.mp4'],
])('%p becomes %p', (wanted, expected) =>
	expect(videoFileName(wanted, 'pixverse-1')).toBe(expected),
);

test('a very long name is cut, not its extension', () => {
	const name = videoFileName(`${'x'.repeat(500)}.mp4`, 'f');
	expect(name).toMatch(/^x+\.mp4$/);
	expect(name.length).toBeLessThan(255);
	const wide = videoFileName('日'.repeat(300), 'f');
	expect(wide).toMatch(/^日+\.mp4$/);
	expect(Buffer.byteLength(`DRY-RUN-${wide}`)).toBeLessThanOrEqual(255);
});

test('100,000 dots take no time', () => {
	const startMs = performance.now();
	videoFileName(`x${'.mp4'.repeat(50_000)}x`, 'f');
	videoFileName(`${'.'.repeat(100_000)}x`, 'f');
	videoFileName(`${'. '.repeat(50_000)}x`, 'f');
	expect(performance.now() - startMs).toBeLessThan(200);
});

test.each(['x'.repeat(600), '日'.repeat(300), `${'x'.repeat(300)}.png`])(
	'equal names that are too long stay distinct when they are cut: %.9s',
	(name) => {
		const stems = distinctFileNames(Array<string>(12).fill(name));
		const files = stems.map((stem) => videoFileName(stem, 'f'));
		expect(new Set(files).size).toBe(12);
		for (const file of files) expect(Buffer.byteLength(file)).toBeLessThanOrEqual(255);
	},
);

test('equal names of a run get -2, -3, and no two are ever equal', () => {
	const given = [
		'picture.png',
		'picture.png',
		'v1.2',
		'v1.2',
		'clip',
		undefined,
		'Clip.mp4',
		'clip-2',
		'a/b',
		'a_b',
		undefined,
		'',
	];
	const names = distinctFileNames(given);
	expect(names).toEqual([
		'picture.png',
		'picture-2.png',
		'v1.2',
		'v1.2-2',
		'clip',
		undefined,
		'Clip-2',
		'clip-2-2',
		'a_b',
		'a_b-2',
		undefined,
		'',
	]);
});
