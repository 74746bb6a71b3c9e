// Sync mode: the answer itself is what was paid for, whatever its type.
import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { fileOf } from '../../support/assertions';
import { FAST, video } from '../../support/inputs';
import { useNode } from '../../support/useNode';

const { sandbox, run } = useNode({ jobDurationMs: 20 });

const SYNC = { ...FAST, requestMode: 'sync' };
const custom: INodeParameters = {
	resource: 'video',
	operation: 'custom',
	modelSlug: 'any-thing',
	body: '{}',
	options: SYNC,
};

const ZIP = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(60, 1)]);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';

describe('Run Other Model takes', () => {
	test.each<[string, string, Buffer]>([
		['a ZIP', 'application/zip', ZIP],
		['a PDF', 'application/pdf', Buffer.from('%PDF-1.7\n%%EOF\n')],
		['a text', 'text/plain', Buffer.from('words and words')],
		['a picture in SVG', 'image/svg+xml', Buffer.from(SVG)],
		['a sound', 'audio/mpeg', Buffer.from('ID3\x03 and so on', 'latin1')],
	])('%s', async (_, contentType, bytes) => {
		sandbox.configure({ models: [{ slug: 'any-thing' }] });
		const base64 = bytes.toString('base64');
		sandbox.addFault({ kind: 'otherFile', phase: 'sync', contentType, base64 });
		const { items, error } = await run(custom);
		expect(error).toBeUndefined();
		expect(fileOf(items[0]).bytes ?? bytes.length).toBe(bytes.length);
		expect(fileOf(items[0]).mimeType).toBe(contentType);
		expect(sandbox.acceptedSubmits()).toHaveLength(1);
	});
});

describe.each([
	['a video operation', video({ requestMode: 'sync' })],
	['Run Other Model', custom],
])('a whole video, ordered by %s, is one', (_, parameters) => {
	const file = path.join(__dirname, '../../sandbox/videos/16x9.mp4');
	const base64 = fs.readFileSync(file).toString('base64');

	test.each(['text/html', 'application/json', 'text/plain', 'image/png'])(
		'called %s',
		async (contentType) => {
			sandbox.configure({ models: [{ slug: 'any-thing' }] });
			sandbox.addFault({ kind: 'otherFile', phase: 'sync', contentType, base64 });
			const { items, error } = await run(parameters);
			expect(error).toBeUndefined();
			expect(fileOf(items[0])).toMatchObject({ mimeType: 'video/mp4', fileExtension: 'mp4' });
			expect(sandbox.acceptedSubmits()).toHaveLength(1);
		},
	);
});
