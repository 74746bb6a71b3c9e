/** @returns e.g. "45 s" or "2 min 05 s" */
export function formatElapsed(elapsedMs: number): string {
	const seconds = Math.round(elapsedMs / 1000);
	if (seconds < 60) return `${seconds} s`;
	return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** Says what begins, and how long it took. */
export async function withProgress<T>(
	title: string,
	log: (line: string) => void,
	step: () => Promise<T>,
): Promise<T> {
	const startedMs = Date.now();
	log(`${title} …`);
	const result = await step();
	log(`${title}: done in ${formatElapsed(Date.now() - startedMs)}.`);
	return result;
}
