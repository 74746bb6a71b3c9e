'use strict';

const fs = require('node:fs/promises');
const path = require('node:path');

const { tryLock } = require('./lock');
const { lockFolder, projectFolder } = require('./paths');

const demoFolder = path.join(projectFolder, '.demo');

/**
 * Gives a demo an empty folder of its own: `.demo/1`, or the next number where another demo is
 * running. What an earlier demo left there is deleted now, not at its end, so that its video
 * could be watched.
 *
 * @returns {Promise<{ folder: string, release: () => Promise<void> }>}
 */
async function claimDemoFolder() {
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

module.exports = { claimDemoFolder };
