// Every fault that the sandbox can inject, in every phase, with parameters drawn from a seed.

import { PHASES, type Fault, type FaultKind, type Phase } from '../sandbox';
import type { Chance } from '../support/random';

type Make = (chance: Chance, decoyUrl: string) => Fault;

/** Kinds with parameters. */
const MAKERS = {
	latency: (chance) => ({ kind: 'latency', ms: chance.between(5, 300) }),
	status: (chance) => ({
		kind: 'status',
		status: chance.oneOf([400, 403, 406, 500, 502, 503, 504, 524]),
	}),
	rateLimit: (chance) => ({ kind: 'rateLimit', resetMs: chance.between(-500, 400) }),
	redirect: (chance, decoyUrl) => ({
		kind: 'redirect',
		location: `${decoyUrl}{path}`,
		status: chance.oneOf([301, 302, 307]),
	}),
	notVideo: (chance) => ({ kind: 'notVideo', body: chance.oneOf(['html', 'garbage']) }),
	slowDrip: () => ({ kind: 'slowDrip', bytesPerStep: 4096, everyMs: 20 }),
	hugeJson: (chance) => ({ kind: 'hugeJson', bytes: chance.oneOf([100_000, 9_000_000]) }),
	deepJson: () => ({ kind: 'deepJson', depth: 20_000 }),
	jsonWith: (chance) => ({
		kind: 'jsonWith',
		fields: chance.oneOf([{ poll_url: 'http://127.0.0.1:9/x' }, { status: 'ODD' }, { metrics: 7 }]),
	}),
	gatewayError: (chance) => ({ kind: 'gatewayError', status: chance.oneOf([200, 422, 502]) }),
	foreignFailure: () => ({ kind: 'foreignFailure' }),
	acceptedThenStatus: (chance) => ({
		kind: 'acceptedThenStatus',
		status: chance.oneOf([400, 403, 406, 422, 429, 500, 502, 503]),
	}),
	lateRows: (chance) => ({ kind: 'lateRows', ms: chance.between(50, 2_000) }),
	oddRows: (chance) => ({
		kind: 'oddRows',
		...chance.oneOf([
			{ without: ['request_body'] },
			{ without: ['status'], every: 2 },
			{ insert: [7, null] },
		]),
	}),
	endlessList: () => ({ kind: 'endlessList' }),
	job: (chance) =>
		chance.oneOf<Fault>([
			{ kind: 'job', fails: 'moderated' },
			{ kind: 'job', durationMs: 600 },
			{ kind: 'job', resultShape: 'bare' },
		]),
} satisfies Partial<Record<FaultKind, Make>>;

/** Kinds that need none. */
const PLAIN = [
	'wrongType',
	'reset',
	'timeout',
	'stall',
	'truncate',
	'truncateSilently',
	'badJson',
	'acceptedThenReset',
	'acceptedThen504',
	'acceptedThenTimeout',
	'noRequestId',
	'weirdRequestId',
	'expired',
	'noUrl',
] as const;

type Plain = (typeof PLAIN)[number];
type Kind = keyof typeof MAKERS | Plain;

const isPlain = (kind: Kind): kind is Plain => PLAIN.some((plain) => plain === kind);

/** These only end when the client gives up, which takes half a minute and more: before a Stop only. */
const SILENT: readonly Kind[] = ['timeout', 'stall', 'acceptedThenTimeout'];

const JSON_FAULTS: readonly Kind[] = [
	'latency',
	'status',
	'rateLimit',
	'redirect',
	'wrongType',
	'reset',
	'timeout',
	'stall',
	'truncate',
	'truncateSilently',
	'slowDrip',
	'badJson',
	'hugeJson',
	'deepJson',
	'jsonWith',
];

/** What reads like a job's end, and is none. */
const FALSE_ENDS: readonly Kind[] = ['gatewayError', 'foreignFailure'];

const KINDS: Readonly<Partial<Record<Phase, readonly Kind[]>>> = {
	submit: [
		...JSON_FAULTS,
		'acceptedThenReset',
		'acceptedThen504',
		'acceptedThenTimeout',
		'noRequestId',
		'weirdRequestId',
		'acceptedThenStatus',
		'job',
	],
	status: [...JSON_FAULTS, 'expired', ...FALSE_ENDS, ...FALSE_ENDS],
	result: [...JSON_FAULTS, 'expired', 'noUrl', ...FALSE_ENDS],
	history: [...JSON_FAULTS, 'expired'],
	historyList: [...JSON_FAULTS, 'expired', 'lateRows', 'oddRows', 'endlessList'],
	credits: ['latency', 'status', 'reset'],
	asset: ['latency', 'status', 'reset'],
	upload: JSON_FAULTS,
	sync: ['latency', 'rateLimit', 'reset', 'acceptedThenReset', 'acceptedThen504', 'truncate'],
	download: [
		'latency',
		'status',
		'redirect',
		'wrongType',
		'notVideo',
		'reset',
		'timeout',
		'stall',
		'truncate',
		'truncateSilently',
		'slowDrip',
	],
};

export interface FaultsRun {
	isStopped: boolean;
	/** Where redirects lead. */
	decoyUrl: string;
}

/** Faults for `addFault`. */
export function faultsOf(chance: Chance, { isStopped, decoyUrl }: FaultsRun): Fault[] {
	const phases = PHASES.filter((phase) => KINDS[phase] !== undefined);
	return chance.many(chance.between(0, 8), () => {
		const phase = chance.oneOf(phases);
		const kinds = KINDS[phase] ?? [];
		const kind = chance.oneOf(kinds.filter((one) => isStopped || !SILENT.includes(one)));
		const make: Make = isPlain(kind) ? () => ({ kind }) : MAKERS[kind];
		const fault = make(chance, decoyUrl);
		const times = chance.is(0.7) ? 1 : chance.between(2, 4);
		return { ...fault, phase, times, after: chance.between(0, 8) };
	});
}
