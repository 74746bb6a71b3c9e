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

/** Node has it from 23.9 on, as the host's; the types are those of the oldest that is supported. */
type NewerProcess = NodeJS.Process & { threadCpuUsage(): NodeJS.CpuUsage };

/** Of this thread alone: what it waits for a busy processor is not in it. */
export function threadCpuMs(): number {
	const { user, system } = (process as NewerProcess).threadCpuUsage();
	return (user + system) / 1000;
}
