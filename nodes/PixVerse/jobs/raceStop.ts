/**
 * Waits for work, but no longer than until `signal` aborts.
 *
 * @returns the work's value, or undefined after an abort; the work then goes on unheard
 * @throws what the work throws
 */
export async function raceStop<T>(signal: AbortSignal, work: Promise<T>): Promise<T | undefined> {
	let onAbort: () => void = () => undefined;
	const aborted = new Promise<undefined>((resolve) => {
		onAbort = () => resolve(undefined);
		if (signal.aborted) resolve(undefined);
		signal.addEventListener('abort', onAbort, { once: true });
	});
	try {
		return await Promise.race([work, aborted]);
	} finally {
		signal.removeEventListener('abort', onAbort);
		work.catch(() => undefined);
	}
}
