import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { hasCode } from '../support/errors';

const LOOK_AGAIN_MS = 500;
const SAY_AGAIN_MS = 10_000;
const GIVE_UP_MS = 30 * 60_000;

function isAlive(processId: number) {
	try {
		process.kill(processId, 0);
		return true;
	} catch (error) {
		return hasCode(error, 'EPERM');
	}
}

/**
 * Tries once to take a lock file. One that a dead process left behind is taken over.
 *
 * @returns releases the lock; undefined where
 * another living process holds it
 */
export async function tryLock(file: string): Promise<(() => Promise<void>) | undefined> {
	await fs.mkdir(path.dirname(file), { recursive: true });
	const mine = `${file}.${randomUUID()}`;
	await fs.writeFile(mine, `${process.pid}`);
	try {
		// A hard link appears with its content or not at all: nobody reads an empty lock.
		await fs.link(mine, file);
		return async () => await fs.rm(file, { force: true });
	} catch (error) {
		if (!hasCode(error, 'EEXIST')) throw error;
	} finally {
		await fs.rm(mine, { force: true });
	}

	const holder = await fs.readFile(file, 'utf8').catch(() => '');
	if (holder === '' || isAlive(Number(holder))) return undefined;
	await clearStaleLock(file, holder);
	return await tryLock(file);
}

/**
 * Of several waiters only one can rename the file away; where another was quicker and it is a
 * living process's lock by now, it is put back.
 */
async function clearStaleLock(file: string, deadHolder: string) {
	const stale = `${file}.${randomUUID()}`;
	try {
		await fs.rename(file, stale);
		if ((await fs.readFile(stale, 'utf8')) !== deadHolder) await fs.link(stale, file);
	} catch (error) {
		if (!hasCode(error, 'ENOENT', 'EEXIST')) throw error;
	} finally {
		await fs.rm(stale, { force: true });
	}
}

/**
 * Does something that two processes must not do at the same time.
 *
 * @param options `title` says what is waited for
 */
export async function withLock<T>(
	file: string,
	{ title, log }: { title: string; log: (line: string) => void },
	work: () => Promise<T>,
): Promise<T> {
	const startedMs = Date.now();
	let saidMs = 0;
	let release = await tryLock(file);
	while (!release) {
		const nowMs = Date.now();
		if (nowMs - startedMs > GIVE_UP_MS) {
			throw new Error(`${title}: another process has held ${file} for too long; delete it`);
		}
		if (nowMs - saidMs > SAY_AGAIN_MS) {
			saidMs = nowMs;
			log(`  … ${title}: waiting for another process that does the same`);
		}
		await sleep(LOOK_AGAIN_MS);
		release = await tryLock(file);
	}
	try {
		return await work();
	} finally {
		await release();
	}
}
