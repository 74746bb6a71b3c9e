// Memory does not grow with a video's size where n8n's store streams.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { expect, test } from '@jest/globals';

import { SANDBOX_KEY, startSandbox } from '../../sandbox';
import type { BigVideoResult } from '../../support/bigVideo';
import { compiled } from '../../support/compiled';

const MB = 1024 * 1024;

/** Node 20 frees the memory of what is stored only when it is asked for it; later ones always can. */
const TRANSFER = 'transfer' in ArrayBuffer.prototype ? [] : ['--harmony-rab-gsab-transfer'];

test('a video of 200 MB is stored byte for byte, and raises the peak of memory by less than 100 MB', async () => {
	const sandbox = await startSandbox({ jobDurationMs: 20 });
	try {
		const script = compiled('test/support/bigVideo.ts');
		const args = [...TRANSFER, script, sandbox.url, SANDBOX_KEY, String(200 * MB)];
		const { stdout } = await promisify(execFile)(process.execPath, args);
		const { stored, isSame, rise, fileSize } = JSON.parse(stdout) as BigVideoResult;
		expect(stored).toBe(200 * MB);
		expect(isSame).toBe(true);
		expect(fileSize).toBe('210 MB');
		expect(rise).toBeLessThan(100 * MB);
	} finally {
		await sandbox.close();
	}
}, 60_000);
