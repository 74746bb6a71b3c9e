const { videoFileName } = require('../../../nodes/PixVerse/actions/output/fileName');
const { parameterName } = require('../../../nodes/PixVerse/models/parameterName');

test.each([
	['negative_prompt', 'negativePrompt'],
	['first_frame_url', 'firstFrameUrl'],
	['seed', 'seed'],
])('%s is the parameter %s', (apiName, name) => expect(parameterName(apiName)).toBe(name));

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
});
