import { membersOf } from '../json';
import { PHASES } from '../phases';
import { ALTERING } from './altering';
import { DELIVERING } from './delivery';
import type { AddingKind, AddingParameters, Fault, FaultKind } from './parameters';
import { REPLACING } from './replacing';

interface KindRules {
	/** Parameters that must be there. */
	needs?: readonly string[];
	/** Parameters that may be there. */
	takes?: readonly string[];
	/** The request is carried out, a submit is accepted. */
	processes?: boolean;
	/** A v1 call does not wait for its job first. */
	hurries?: boolean;
}

/**
 * These go together with others; of all other kinds, the first that is due applies.
 * `latency` waits before anything is done; `job` changes the job that a submit makes; the others
 * change what the history shows.
 */
export const ADDING: {
	[Kind in AddingKind]: {
		needs?: ReadonlyArray<keyof AddingParameters[Kind]>;
		takes?: ReadonlyArray<keyof AddingParameters[Kind]>;
	};
} = {
	latency: { needs: ['ms'] },
	job: {
		takes: ['fails', 'durationMs', 'videoBytes', 'resultShape', 'outputs', 'historyDelayMs'],
	},
	lateRows: { needs: ['ms'] },
	oddRows: { takes: ['without', 'fields', 'every', 'contains', 'insert'] },
	skewedClock: { needs: ['ms'] },
	endlessList: {},
};

/** Every kind of fault. */
export const KINDS: Record<FaultKind, KindRules> = {
	...ADDING,
	...REPLACING,
	...ALTERING,
	...DELIVERING,
};

const COMMON = ['kind', 'phase', 'times', 'after', 'afterMs', 'untilMs', 'probability', 'match'];
const MATCHES = ['bodyContains', 'requestId', 'slug'];

const isKind = (kind: unknown): kind is FaultKind => typeof kind === 'string' && kind in KINDS;

export const asList = <Value>(value: Value | readonly Value[]): readonly Value[] =>
	isList(value) ? value : [value];

const isList = <Value>(value: Value | readonly Value[]): value is readonly Value[] =>
	Array.isArray(value);

function checkNames(what: string, given: object, known: readonly string[]): void {
	const wrong = Object.keys(given).find((name) => !known.includes(name));
	if (wrong !== undefined) {
		throw new TypeError(`${what} has no "${wrong}". It has: ${known.join(', ')}`);
	}
}

/** Throws a TypeError that says what is wrong with a fault. */
export function checkFault(fault: unknown): asserts fault is Fault {
	const given = membersOf(fault);
	const { kind } = given;
	if (!isKind(kind)) {
		throw new TypeError(
			`There is no fault "${String(kind)}". There are: ${Object.keys(KINDS).join(', ')}`,
		);
	}
	const { needs = [], takes = [] } = KINDS[kind];
	checkNames(`Fault ${kind}`, given, [...COMMON, ...needs, ...takes]);
	checkNames('match', membersOf(given.match), MATCHES);
	for (const phase of asList(given.phase ?? '*')) {
		if (phase !== '*' && !PHASES.some((known) => known === phase)) {
			throw new TypeError(
				`There is no phase ${JSON.stringify(phase)}. There are: *, ${PHASES.join(', ')}`,
			);
		}
	}
	for (const name of needs) {
		if (given[name] === undefined) throw new TypeError(`Fault ${kind} needs "${name}"`);
	}
}
