import type { Phase } from '../phases';
import { seededRandom } from '../random';
import { checkFault } from './kinds';
import type { Fault, FaultKind } from './parameters';

/** What can befall a request of each phase, unless the caller names the kinds. */
const KINDS_OF_PHASE: { [P in Phase]?: FaultKind[] } = {
	submit: ['latency', 'status', 'rateLimit', 'reset', 'acceptedThenReset', 'acceptedThen504'],
	status: ['latency', 'status', 'rateLimit', 'reset', 'badJson', 'wrongType', 'truncate'],
	result: ['latency', 'status', 'rateLimit', 'reset', 'badJson', 'wrongType', 'truncate'],
	upload: ['latency', 'status', 'rateLimit', 'reset'],
	download: ['latency', 'status', 'reset', 'truncate', 'wrongType', 'notVideo'],
};

const PHASES_WITH_KINDS: Phase[] = ['submit', 'status', 'result', 'upload', 'download'];

type Random = () => number;

function pickOne<Value>(list: readonly Value[], random: Random): Value {
	const picked = list[Math.floor(random() * list.length)];
	if (picked === undefined) throw new TypeError('A plan of faults needs kinds to pick from');
	return picked;
}

const between = (from: number, to: number, random: Random) =>
	Math.round(from + random() * (to - from));

type Parameters = Record<string, unknown>;

/** Parameters for kinds that need some, drawn from the same seed. */
const PARAMETERS: { [Kind in FaultKind]?: (random: Random) => Parameters } = {
	latency: (random) => ({ ms: between(5, 60, random) }),
	status: (random) => ({ status: pickOne([500, 502, 503], random) }),
	rateLimit: (random) => (random() < 0.5 ? { resetMs: between(50, 500, random) } : {}),
	notVideo: (random) => ({ body: pickOne(['html', 'garbage'], random) }),
	jsonWith: () => ({ fields: { unexpected: true } }),
	hugeJson: () => ({ bytes: 5 * 1024 * 1024 }),
	redirect: () => ({ location: 'http://localhost:9{path}' }),
	job: () => ({ fails: 'The sandbox was told to fail this job' }),
};

export interface PlanWanted {
	seed: number | string;
	/** From 0 to 1. */
	rate: number;
	phases?: readonly Phase[];
	/** For all phases. */
	kinds?: readonly FaultKind[];
	/** How many requests of each phase the plan covers. */
	count?: number;
}

function drawnFault(phase: Phase, kind: FaultKind, after: number, random: Random): Fault {
	const fault: unknown = { phase, kind, after, times: 1, ...PARAMETERS[kind]?.(random) };
	checkFault(fault);
	return fault;
}

/**
 * A plan that is the same for the same seed: for each phase it says which of its first `count`
 * requests meet a fault, and which. The faults are plain values, so a plan can be printed,
 * shortened and given to another process.
 */
export function seededFaults(wanted: PlanWanted): Fault[] {
	const { seed, rate, phases = PHASES_WITH_KINDS, kinds, count = 500 } = wanted;
	const faults: Fault[] = [];
	for (const phase of phases) {
		const random = seededRandom('plan', seed, phase);
		const choice = kinds ?? KINDS_OF_PHASE[phase] ?? ['latency', 'status', 'reset'];
		for (let after = 0; after < count; after += 1) {
			if (random() >= rate) continue;
			faults.push(drawnFault(phase, pickOne(choice, random), after, random));
		}
	}
	return faults;
}
