// What n8n tells of a stored file comes back whole, however little of it is remembered.
import { expect, test } from '@jest/globals';
import type { IBinaryData } from 'n8n-workflow';

import { keptFile, restoredFile } from '../../../../nodes/PixVerse/actions/output/keptFile';

const FILE: IBinaryData = {
	mimeType: 'video/mp4',
	fileType: 'video',
	fileExtension: 'mp4',
	data: 'filesystem-v2',
	fileName: 'pixverse-id-1.mp4',
	id: 'filesystem-v2:workflows/w/executions/7/binary_data/0f3c',
	fileSize: '6.32 kB',
	bytes: 6322,
};
const BEFORE_BYTES: IBinaryData = { ...FILE };
delete BEFORE_BYTES.bytes;

test.each<[string, IBinaryData, string | undefined]>([
	['a video', FILE, 'id-1'],
	['one without an ID, from sync mode', { ...FILE, fileName: 'pixverse-a.mp4' }, undefined],
	['a name of the user', { ...FILE, fileName: 'clip.mp4' }, 'id-1'],
	['S3', { ...FILE, data: 's3', id: 's3:workflows/w/executions/7/binary_data/0f3c' }, 'id-1'],
	['the database', { ...FILE, data: 'database', id: 'database:0f3c' }, 'id-1'],
	['a big one', { ...FILE, fileSize: '1.23 GB', bytes: 1_234_567_890 }, 'id-1'],
	['another text for its size', { ...FILE, fileSize: '6,3 KB' }, 'id-1'],
	['an n8n that does not tell the bytes', BEFORE_BYTES, 'id-1'],
	['a picture', { ...FILE, mimeType: 'image/png', fileType: 'image' }, 'id-1'],
	['a folder of n8n', { ...FILE, directory: '/files' }, 'id-1'],
	['an execution that is not saved', { mimeType: 'video/mp4', data: 'AAAA' }, 'id-1'],
])('%s', (_, file, requestId) => {
	const saved = JSON.parse(JSON.stringify(keptFile(file, requestId))) as IBinaryData;
	expect(restoredFile(saved, requestId)).toEqual(file);
});

test('of a video little is kept, also where the user names it', () => {
	const folder = 'filesystem-v2:workflows/w/executions/7/binary_data/';
	expect(keptFile(FILE, 'id-1')).toEqual([folder, '0f3c', 6322]);
	const named = keptFile({ ...FILE, fileName: 'clip.mp4' }, 'id-1');
	expect(named).toEqual([folder, '0f3c', 6322, 'clip.mp4']);
});
