const LOOK_EVERY_MS = 5;

/** How long this process itself kept its event loop from the next turn, look by look. */
export interface Blocking {
	p99Ms: number;
	maxMs: number;
}

/**
 * Watches the event loop as n8n's other users would feel it. What counts of a delay is at most the
 * processor time that this process used meanwhile: while another program has the processor, nothing
 * is blocked here.
 *
 * @returns ends the watch, and says what it saw
 */
export function watchBlocking(): () => Blocking {
	const seenMs: number[] = [];
	let lastMs = performance.now();
	let lastUsage = process.cpuUsage();
	const look = () => {
		const delayMs = performance.now() - lastMs - LOOK_EVERY_MS;
		const { user, system } = process.cpuUsage(lastUsage);
		seenMs.push(Math.max(0, Math.min(delayMs, (user + system) / 1000)));
		lastMs = performance.now();
		lastUsage = process.cpuUsage();
	};
	const timer = setInterval(look, LOOK_EVERY_MS);
	return () => {
		clearInterval(timer);
		look();
		const sorted = seenMs.sort((one, other) => one - other);
		const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
		return { p99Ms: at(0.99), maxMs: at(1) };
	};
}
