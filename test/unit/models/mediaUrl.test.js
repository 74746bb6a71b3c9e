const {
	isPrivateUrl,
	isUploadPlaceholder,
	mediaUrlObjection,
	uploadPlaceholder,
} = require('../../../nodes/PixVerse/models/mediaUrl');

test.each([
	'http://localhost/a.png',
	'http://localhost:5678/a.png',
	'https://n8n.localhost/a.png',
	'http://127.0.0.1/a.png',
	'http://127.8.9.1/a.png',
	'http://2130706433/a.png', // 127.0.0.1 as a number
	'http://[::1]/a.png',
	'http://[fd12:3456::1]/a.png',
	'http://[fe80::1]/a.png',
	'http://0.0.0.0/a.png',
	'http://10.0.0.7/a.png',
	'http://192.168.1.20/a.png',
	'http://172.16.0.1/a.png',
	'http://172.31.255.1/a.png',
	'http://169.254.169.254/latest/meta-data',
	'http://nas.local/a.png',
	'http://metadata.google.internal/a',
])('Segmind cannot reach %s', (url) => expect(isPrivateUrl(url)).toBe(true));

test.each([
	'https://example.com/a.png',
	'https://10.example.com/a.png',
	'http://172.15.0.1/a.png',
	'http://172.32.0.1/a.png',
	'https://localhost.example.com/a.png',
	'https://8.8.8.8/a.png',
	'https://[2606:4700::1111]/a.png',
	'https://fd12.example.com/a.png',
])('Segmind may reach %s', (url) => expect(isPrivateUrl(url)).toBe(false));

test.each([
	['https://docs.google.com/file/d/1/edit', 'Google Drive'],
	['https://photos.app.goo.gl/abc', 'Google Photos'],
	['https://dropbox.com/scl/fi/abc/cat.png?rlkey=1&dl=0', 'Dropbox'],
	['https://onedrive.live.com/?id=1', 'OneDrive'],
	['https://app.box.com/s/abc', 'Box'],
	['https://www.icloud.com/photos/#1', 'iCloud'],
	['https://we.tl/t-abc', 'WeTransfer'],
	['https://www.canva.com/design/abc/view', 'Canva'],
])('%s is a share page of %s', (url, name) => {
	expect(mediaUrlObjection(url)).toBe(
		`is a share page of ${name}, not a file: download the file first and choose Binary`,
	);
});

test.each([
	'https://www.dropbox.com/scl/fi/abc/cat.png?rlkey=1&raw=1',
	'https://dl.dropboxusercontent.com/s/abc/cat.png',
	'https://drive.google.com/uc?id=1&export=download',
	'https://lh3.googleusercontent.com/d/abc',
	'https://notdropbox.com/cat.png',
])('%s may be a file', (url) => expect(mediaUrlObjection(url)).toBeUndefined());

test('a file that is uploaded later stands as a placeholder that tells files apart', () => {
	expect(isUploadPlaceholder(uploadPlaceholder('aa'))).toBe(true);
	expect(uploadPlaceholder('aa')).not.toBe(uploadPlaceholder('bb'));
	expect(mediaUrlObjection(uploadPlaceholder('aa'))).toBeUndefined();
	expect(isUploadPlaceholder('https://example.com')).toBe(false);
});
