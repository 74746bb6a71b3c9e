import type { Phase } from '../phases';
import { seededRandom } from '../random';
import { ADDING, asList, checkFault } from './kinds';
import type {
	AddingKind,
	AlteringKind,
	DeliveringKind,
	Fault,
	FaultKind,
	ReplacingKind,
} from './parameters';

/** Of these, the first that is due applies to a request. */
export type MainFault = Fault<ReplacingKind | AlteringKind | DeliveringKind>;

interface Entry {
	fault: Fault;
	phases: ReadonlyArray<Phase | '*'>;
	addedAt: number;
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
	history: HistoryFaults;
	/** What applies beside the main one, in order. */
	added: AddingKind[];
}

/** What faults change of the history that a request sees. */
export interface HistoryFaults {
	lateMs: number;
	skewMs: number;
	odd: Array<Fault<'oddRows'>>;
	isEndless: boolean;
}

export const nothingPicked = (): Picked => ({
	main: null,
	latencyMs: 0,
	job: {},
	history: { lateMs: 0, skewMs: 0, odd: [], isEndless: false },
	added: [],
});

/** Decides which faults a request meets. */
export class FaultPlan {
	private entries: Entry[] = [];
	private added = 0;

	constructor(
		public seed: number | string,
		private readonly now: () => number,
	) {}

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
		const addedAt = this.now();
		this.entries.push({ fault: { ...fault }, phases, addedAt, seen: 0, used: 0, random });
	}

	list(): Array<Fault & { seen: number; used: number }> {
		return this.entries.map(({ fault, seen, used }) => ({ ...fault, seen, used }));
	}

	/** `bodyContains` looks into the request's own body, and into its job's. */
	pick(asked: Asked, bodyContains: (text: string) => boolean): Picked {
		const picked = nothingPicked();
		const now = this.now();
		for (const entry of this.entries) {
			if (!isInTime(entry, now) || !matches(entry, asked, bodyContains)) continue;
			if (!isDue(entry)) continue;
			if (take(entry.fault, picked)) entry.used += 1;
		}
		return picked;
	}
}

const isAdding = (fault: Fault): fault is Fault<AddingKind> => fault.kind in ADDING;
const isMain = (fault: Fault): fault is MainFault => !isAdding(fault);

function add(fault: Fault<AddingKind>, picked: Picked): void {
	const { history } = picked;
	switch (fault.kind) {
		case 'latency':
			picked.latencyMs += fault.ms;
			break;
		case 'job':
			Object.assign(picked.job, fault);
			break;
		case 'lateRows':
			history.lateMs = Math.max(history.lateMs, fault.ms);
			break;
		case 'skewedClock':
			history.skewMs += fault.ms;
			break;
		case 'oddRows':
			history.odd.push(fault);
			break;
		case 'endlessList':
			history.isEndless = true;
			break;
	}
	picked.added.push(fault.kind);
}

/** Whether the fault applies beside those that are picked already. */
function take(fault: Fault, picked: Picked): boolean {
	if (isAdding(fault)) {
		add(fault, picked);
		return true;
	}
	if (picked.main || !isMain(fault)) return false;
	picked.main = fault;
	return true;
}

function isInTime({ fault, addedAt }: Entry, now: number): boolean {
	const { afterMs = 0, untilMs = Infinity } = fault;
	const ageMs = now - addedAt;
	return ageMs >= afterMs && ageMs < untilMs;
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
export const namedKind = ({ main, added }: Picked): FaultKind | null =>
	main?.kind ?? added[0] ?? null;
