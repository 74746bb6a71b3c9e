import type { Phase } from '../phases';
import { seededRandom } from '../random';
import { asList, checkFault } from './kinds';
import type { AlteringKind, DeliveringKind, Fault, FaultKind, ReplacingKind } from './parameters';

/** Of these, the first that is due applies to a request. */
export type MainFault = Fault<ReplacingKind | AlteringKind | DeliveringKind>;

interface Entry {
	fault: Fault;
	phases: ReadonlyArray<Phase | '*'>;
	seen: number;
	used: number;
	random: () => number;
}

interface Asked {
	phase: Phase;
	slug: string | null;
	requestId: string | null;
}

/** The faults that a request meets. */
export interface Picked {
	main: MainFault | null;
	latencyMs: number;
	job: Partial<Fault<'job'>>;
}

/** Decides which faults a request meets. */
export class FaultPlan {
	private entries: Entry[] = [];
	private added = 0;

	constructor(public seed: number | string) {}

	clear(): void {
		this.entries = [];
		this.added = 0;
	}

	/** Throws a TypeError on a fault that is none. */
	add(fault: unknown): void {
		checkFault(fault);
		const random = seededRandom('fault', this.seed, this.added);
		this.added += 1;
		const phases = asList<Phase | '*'>(fault.phase ?? '*');
		this.entries.push({ fault: { ...fault }, phases, seen: 0, used: 0, random });
	}

	list(): Array<Fault & { seen: number; used: number }> {
		return this.entries.map(({ fault, seen, used }) => ({ ...fault, seen, used }));
	}

	/** `bodyContains` looks into the request's own body, and into its job's. */
	pick(asked: Asked, bodyContains: (text: string) => boolean): Picked {
		const picked: Picked = { main: null, latencyMs: 0, job: {} };
		for (const entry of this.entries) {
			if (!matches(entry, asked, bodyContains) || !isDue(entry)) continue;
			if (take(entry.fault, picked)) entry.used += 1;
		}
		return picked;
	}
}

/** Whether the fault applies beside those that are picked already. */
function take(fault: Fault, picked: Picked): boolean {
	if (fault.kind === 'latency') {
		picked.latencyMs += fault.ms;
		return true;
	}
	if (fault.kind === 'job') {
		Object.assign(picked.job, fault);
		return true;
	}
	if (picked.main) return false;
	picked.main = fault;
	return true;
}

function matches(
	{ fault, phases }: Entry,
	asked: Asked,
	bodyContains: (text: string) => boolean,
): boolean {
	if (!phases.includes('*') && !phases.includes(asked.phase)) return false;
	const { bodyContains: text, requestId, slug } = fault.match ?? {};
	if (requestId !== undefined && requestId !== asked.requestId) return false;
	if (slug !== undefined && slug !== asked.slug) return false;
	return text === undefined || bodyContains(text);
}

function isDue(entry: Entry): boolean {
	const { after = 0, times = Infinity, probability = 1 } = entry.fault;
	entry.seen += 1;
	if (entry.seen <= after || entry.used >= times) return false;
	return entry.random() < probability;
}

/** Of what was picked, what a record calls the request's fault. */
export const namedKind = ({ main, latencyMs, job }: Picked): FaultKind | null =>
	main?.kind ?? (latencyMs > 0 ? 'latency' : (job.kind ?? null));
