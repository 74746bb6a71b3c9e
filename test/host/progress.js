'use strict';

/**
 * @param {number} elapsedMs
 * @returns {string} e.g. "45 s" or "2 min 05 s"
 */
function formatElapsed(elapsedMs) {
	const seconds = Math.round(elapsedMs / 1000);
	if (seconds < 60) return `${seconds} s`;
	return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/**
 * Says what begins, and how long it took.
 *
 * @template T
 * @param {string} title
 * @param {(line: string) => void} log
 * @param {() => Promise<T>} step
 * @returns {Promise<T>}
 */
async function withProgress(title, log, step) {
	const startedMs = Date.now();
	log(`${title} …`);
	const result = await step();
	log(`${title}: done in ${formatElapsed(Date.now() - startedMs)}.`);
	return result;
}

module.exports = { formatElapsed, withProgress };
