/** Tells the bench what was measured; nothing follows. */
export function finish(result: object): void {
	process.send?.(result);
	process.disconnect();
}

/** @throws Error where the process was started without --expose-gc */
export function collectGarbage(): void {
	if (globalThis.gc === undefined) throw new Error('Started without --expose-gc');
	void globalThis.gc();
}

/** Of this process since it was started, in milliseconds. */
export function cpuMs(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}
