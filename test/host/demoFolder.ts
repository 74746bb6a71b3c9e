import fs from 'node:fs/promises';
import path from 'node:path';

import { tryLock } from './lock';
import { lockFolder, projectFolder } from './paths';

const demoFolder = path.join(projectFolder, '.demo');

/**
 * Gives a demo an empty folder of its own: `.demo/1`, or the next number where another demo is
 * running. What an earlier demo left there is deleted now, not at its end, so that its video
 * could be watched.
 */
export async function claimDemoFolder(): Promise<{ folder: string; release: () => Promise<void> }> {
	for (let slot = 1; ; slot += 1) {
		const release = await tryLock(path.join(lockFolder, `demo-${slot}.lock`));
		if (release) {
			const folder = path.join(demoFolder, String(slot));
			await fs.rm(folder, { recursive: true, force: true, maxRetries: 3 });
			await fs.mkdir(folder, { recursive: true });
			return { folder, release };
		}
	}
}
