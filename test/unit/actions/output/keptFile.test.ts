// What n8n tells of a stored file comes back whole, however little of it is remembered.
import { expect, test } from '@jest/globals';
import type { IBinaryData } from 'n8n-workflow';

import {
	keptFile,
	liesInData,
	restoredFile,
} from '../../../../nodes/PixVerse/actions/output/keptFile';

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

const JOB = { requestId: 'id-1', fileSize: 6322 };

test.each<[string, IBinaryData, Parameters<typeof keptFile>[1]]>([
	['a video', FILE, JOB],
	['one without an ID, from sync mode', { ...FILE, fileName: 'pixverse-a.mp4' }, {}],
	['one whose length the API states wrongly', FILE, { ...JOB, fileSize: 7000 }],
	['a name of the user', { ...FILE, fileName: 'clip.mp4' }, JOB],
	['S3', { ...FILE, data: 's3', id: 's3:workflows/w/executions/7/binary_data/0f3c' }, JOB],
	['the database', { ...FILE, data: 'database', id: 'database:0f3c' }, JOB],
	['a big one', { ...FILE, fileSize: '1.23 GB', bytes: 1_234_567_890 }, JOB],
	['an empty one', { ...FILE, fileSize: '0 B', bytes: 0 }, JOB],
	['another text for its size', { ...FILE, fileSize: '6,3 KB' }, JOB],
	['an n8n that does not tell the bytes', BEFORE_BYTES, JOB],
	['that n8n, and an API that does not either', BEFORE_BYTES, { requestId: 'id-1' }],
	['a picture', { ...FILE, mimeType: 'image/png', fileType: 'image' }, JOB],
	['a folder of n8n', { ...FILE, directory: '/files' }, JOB],
	['an execution that is not saved', { mimeType: 'video/mp4', data: 'AAAA' }, JOB],
])('%s', (_, file, job) => {
	const saved = JSON.parse(JSON.stringify(keptFile(file, job))) as IBinaryData;
	expect(restoredFile(saved, job)).toEqual(file);
});

test('of a video little is kept, also where the user names it or nobody stated its length', () => {
	const folder = 'filesystem-v2:workflows/w/executions/7/binary_data/';
	expect(keptFile(FILE, JOB)).toEqual([folder, '0f3c']);
	expect(keptFile(FILE, { requestId: 'id-1' })).toEqual([folder, '0f3c', 6322]);
	const named = keptFile({ ...FILE, fileName: 'clip.mp4' }, JOB);
	expect(named).toEqual([folder, '0f3c', null, 'clip.mp4']);
});

test('a file in the execution itself is told from one in the store', () => {
	const files: IBinaryData[] = [FILE, BEFORE_BYTES, { mimeType: 'video/mp4', data: 'AAAA' }];
	expect(files.map((file) => liesInData(keptFile(file, JOB)))).toEqual([false, false, true]);
});
