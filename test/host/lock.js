'use strict';

const { randomUUID } = require('node:crypto');
const fs = require('node:fs/promises');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const LOOK_AGAIN_MS = 500;
const SAY_AGAIN_MS = 10_000;
const GIVE_UP_MS = 30 * 60_000;

/** @param {number} processId */
function isAlive(processId) {
	try {
		process.kill(processId, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

/**
 * Tries once to take a lock file. One that a dead process left behind is taken over.
 *
 * @param {string} file
 * @returns {Promise<(() => Promise<void>) | undefined>} releases the lock; undefined where
 * another living process holds it
 */
async function tryLock(file) {
	await fs.mkdir(path.dirname(file), { recursive: true });
	const mine = `${file}.${randomUUID()}`;
	await fs.writeFile(mine, `${process.pid}`);
	try {
		// A hard link appears with its content or not at all: nobody reads an empty lock.
		await fs.link(mine, file);
		return async () => await fs.rm(file, { force: true });
	} catch (error) {
		if (error.code !== 'EEXIST') throw error;
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
 *
 * @param {string} file
 * @param {string} deadHolder
 */
async function clearStaleLock(file, deadHolder) {
	const stale = `${file}.${randomUUID()}`;
	try {
		await fs.rename(file, stale);
		if ((await fs.readFile(stale, 'utf8')) !== deadHolder) await fs.link(stale, file);
	} catch (error) {
		if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
	} finally {
		await fs.rm(stale, { force: true });
	}
}

/**
 * Does something that two processes must not do at the same time.
 *
 * @template T
 * @param {string} file
 * @param {{ title: string, log: (line: string) => void }} options `title` says what is waited for
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withLock(file, { title, log }, work) {
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

module.exports = { tryLock, withLock };
