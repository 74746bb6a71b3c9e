// Downloads are free: what breaks is fetched again, and what stays broken names address and ID.
import { expect, test } from '@jest/globals';

import type { Fault } from '../../sandbox';
import { fileOf } from '../../support/assertions';
import { CONTINUE, numberedItems, video } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { useNode } from '../../support/useNode';

const { engine, run, sandbox, sent } = useNode({ jobDurationMs: 30 });

test.each<Fault>([
	{ kind: 'reset' },
	{ kind: 'truncate' },
	{ kind: 'truncateSilently' },
	{ kind: 'wrongType' },
	{ kind: 'notVideo', body: 'html' },
	{ kind: 'notVideo', body: 'garbage' },
	{ kind: 'status', status: 503 },
])('%j: fetched again, and whole', async (fault) => {
	sandbox.configure({ videoBytes: 50_000 });
	sandbox.addFault({ ...fault, phase: 'download', times: 1 });
	const { items, error } = await run(video(), { items: numberedItems(1) });
	expect(error).toBeUndefined();
	expect(sent('download')).toHaveLength(2);
	const { id, mimeType } = fileOf(items[0]);
	expect(mimeType).toBe('video/mp4');
	const { fileSize } = await engine.binaryData.getMetadata(id ?? '');
	expect(fileSize).toBe(50_000);
	expect(sandbox.acceptedSubmits()).toHaveLength(1);
});

test('what stays broken: an error with the address and the ID', async () => {
	sandbox.addFault({ phase: 'download', kind: 'wrongType' });
	const { items } = await run(video(), { items: numberedItems(1), settings: CONTINUE });
	const { requestId } = elementAt(sandbox.jobs, 0);
	const { error, details } = elementAt(items, 0).json;
	expect(error).toContain(requestId);
	expect(details).toMatchObject({ requestId, model: 'pixverse-4.5-video' });
	expect(details?.videoUrl).toContain('/files/');
	expect(details?.description).toContain(details?.videoUrl);
	expect(items[0]?.binary).toBeUndefined();
	expect(sent('download')).toHaveLength(5);
});

test('a download carries no key', async () => {
	await run(video(), { items: numberedItems(1) });
	const [download] = sent('download');
	expect(download?.keySeen).toBe(false);
});
