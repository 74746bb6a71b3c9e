const HOUR_MS = 3_600_000;

/** Segmind keeps files for 7 days. */
export const MAX_REUSE_HOURS = 168;

/** Where n8n does not tell when the retried execution began. */
const UNKNOWN_ORIGIN_HOURS = 24;

/** How far back equal jobs are looked for, or that they are not. */
export type ReuseWindow =
	| { kind: 'off' }
	/** `byItself`: the user did not ask for it; a crash left a retried execution without memory. */
	| { kind: 'since'; fromMs: number; byItself: boolean };

/** What is known of the execution at its first look. */
export interface ExecutionFacts {
	/** n8n's `getMode()`. */
	mode: string;
	/** Whether this node remembers anything of this execution. */
	isMemoryEmpty: boolean;
	/** n8n's execution context (1.122 and later); a retried one has the original's. */
	context?: { establishedAt?: unknown; source?: unknown } | undefined;
	nowMs: number;
}

/**
 * Decides whether and how far back to look, by history.md 2.4: as the user says; unset, only where
 * a retried execution has lost its memory, which is what a crash leaves behind.
 *
 * @param reuseHours the user's option; 0 never looks
 */
export function reuseWindow(reuseHours: number | undefined, facts: ExecutionFacts): ReuseWindow {
	if (reuseHours !== undefined) {
		if (reuseHours <= 0) return { kind: 'off' };
		return { kind: 'since', fromMs: facts.nowMs - reuseHours * HOUR_MS, byItself: false };
	}
	if (facts.mode !== 'retry' || !facts.isMemoryEmpty) return { kind: 'off' };
	return { kind: 'since', fromMs: originMs(facts), byItself: true };
}

function originMs({ context, nowMs }: ExecutionFacts): number {
	const beganMs = Number(context?.establishedAt);
	const isKnown =
		context?.source !== 'retry' && Number.isFinite(beganMs) && beganMs > 0 && beganMs <= nowMs;
	if (!isKnown) return nowMs - UNKNOWN_ORIGIN_HOURS * HOUR_MS;
	return Math.max(beganMs, nowMs - MAX_REUSE_HOURS * HOUR_MS);
}
