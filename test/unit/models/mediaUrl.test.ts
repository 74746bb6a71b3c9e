// Addresses of pictures and videos that a user gives: share pages are none, direct links are.
import { expect, test } from '@jest/globals';

import {
	isUploadPlaceholder,
	mediaUrlObjection,
	uploadPlaceholder,
} from '../../../nodes/PixVerse/models/mediaUrl';

test.each([
	['https://docs.google.com/file/d/1/edit', 'Google Drive'],
	['https://drive.google.com/file/d/1/view?usp=sharing', 'Google Drive'],
	['https://photos.app.goo.gl/abc', 'Google Photos'],
	['https://dropbox.com/scl/fi/abc/cat.png?rlkey=1&dl=0', 'Dropbox'],
	['https://onedrive.live.com/?id=1', 'OneDrive'],
	['https://1drv.ms/i/s!abc', 'OneDrive'],
	['https://firm.sharepoint.com/:i:/s/team/abc?e=1', 'OneDrive'],
	['https://app.box.com/s/abc', 'Box'],
	['https://firm.box.com/s/abc', 'Box'],
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
	'https://drive.google.com/uc?id=1',
	'https://drive.google.com/u/0/uc?id=1&export=view',
	'https://drive.google.com/thumbnail?id=1&sz=w2000',
	'https://drive.google.com/a/firm.com/uc?id=1&export=download',
	'https://lh3.googleusercontent.com/d/abc',
	'https://onedrive.live.com/download?resid=1!2&authkey=x',
	'https://onedrive.live.com/download.aspx?cid=1',
	'https://api.onedrive.com/v1.0/shares/s!abc/root/content',
	'https://firm.sharepoint.com/:i:/s/team/abc?e=1&download=1',
	'https://firm.sharepoint.com/sites/team/_layouts/15/download.aspx?UniqueId=1',
	'https://firm.sharepoint.com/_api/v2.0/shares/u!abc/root/content',
	'https://firm.sharepoint.com/_api/v2.0/drives/b!1/items/01A/content',
	'https://app.box.com/shared/static/abc.png',
	'https://firm.box.com/shared/static/abc.png',
	'https://app.box.com/index.php?rm=box_download_shared_file&file_id=f_1',
	'https://notdropbox.com/cat.png',
	'https://notbox.com/s/abc',
])('%s may be a file', (url) => expect(mediaUrlObjection(url)).toBeUndefined());

test.each([
	['', /must not be empty/],
	['ftp://example.com/a.png', /must be a public URL/],
	['not a url', /must be a public URL/],
	['https://user:pass@example.com/a.png', /user name or password/],
])('%j is refused', (url, words) => expect(mediaUrlObjection(url)).toMatch(words));

test('a file that is uploaded later stands as a placeholder that tells files apart', () => {
	expect(isUploadPlaceholder(uploadPlaceholder('aa'))).toBe(true);
	expect(uploadPlaceholder('aa')).not.toBe(uploadPlaceholder('bb'));
	expect(mediaUrlObjection(uploadPlaceholder('aa'))).toBeUndefined();
	expect(isUploadPlaceholder('https://example.com')).toBe(false);
});
