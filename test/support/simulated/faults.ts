// What each fault of the simulated Segmind does: whether a job is made, and what the client hears.
import type {
	NotAccepted,
	OutcomeUnknown,
	RateLimited,
	SubmitAnswer,
} from '../../../nodes/PixVerse/domain/answers';
import type { Problem, ProblemCode } from '../../../nodes/PixVerse/domain/problem';

export type Phase =
	| 'submit'
	| 'status'
	| 'result'
	| 'history'
	| 'historyList'
	| 'credits'
	| 'file'
	| 'download'
	| 'upload'
	| 'sync';

export interface Fault {
	kind: string;
	waitMs?: number | undefined;
}

export const problem = (code: ProblemCode): Problem => ({ code, message: code, description: '' });

export const limited = (waitMs: number | undefined): RateLimited => ({
	kind: 'rateLimited',
	...(waitMs === undefined ? {} : { waitMs }),
	problem: problem('rate-limited'),
});

const refusal = (code: ProblemCode, mayResend: boolean): NotAccepted => ({
	kind: 'notAccepted',
	problem: problem(code),
	mayResend,
});

const unknown = (requestId?: string): OutcomeUnknown => ({
	kind: 'unknown',
	problem: { ...problem('outcome-unknown'), requestId },
});

interface PaidFault {
	accepts: boolean;
	delayMs?: number;
	answer(fault: Fault, requestId: string): NotAccepted | OutcomeUnknown | RateLimited;
}

/** Answers that name an ID under a status that refuses; the job may be there or not. */
export const NAMING_FAULTS: Readonly<
	Record<string, Omit<PaidFault, 'answer'> & { answer(fault: Fault, id: string): SubmitAnswer }>
> = {
	errorWithId: {
		accepts: true,
		answer: (_, requestId) => ({ kind: 'success', requestId, doubt: problem('outcome-unknown') }),
	},
	errorWithStrangeId: {
		accepts: false,
		answer: (_, requestId) => ({
			kind: 'success',
			requestId: `strange-${requestId}`,
			doubt: problem('outcome-unknown'),
		}),
	},
};

/** Faults of what is paid: submit, and the synchronous call. */
export const PAID_FAULTS: Readonly<Record<string, PaidFault>> = {
	serverError: { accepts: false, answer: () => refusal('segmind-down', true) },
	notSent: { accepts: false, answer: () => refusal('not-reached', true) },
	refused: { accepts: false, answer: () => refusal('request-refused', false) },
	rateLimit: { accepts: false, answer: (fault) => limited(fault.waitMs) },
	reset: { accepts: false, answer: () => unknown() },
	acceptedThenReset: { accepts: true, answer: () => unknown() },
	acceptedThenTimeout: { accepts: true, delayMs: 120_000, answer: () => unknown() },
	weirdId: { accepts: true, answer: (_, requestId) => unknown(`../${requestId}`) },
};

type FreeRefusal =
	RateLimited | { kind: 'unreachable' | 'refused'; problem: Problem } | { kind: 'notFound' };

/** Faults of the calls that are free. */
export const FREE_FAULTS: Readonly<Record<string, (fault: Fault) => FreeRefusal>> = {
	serverError: () => ({ kind: 'unreachable', problem: problem('segmind-down') }),
	reset: () => ({ kind: 'unreachable', problem: problem('connection-broke') }),
	timeout: () => ({ kind: 'unreachable', problem: problem('connection-broke') }),
	rateLimit: (fault) => limited(fault.waitMs),
	refused: () => ({ kind: 'refused', problem: problem('key-refused') }),
	notFound: () => ({ kind: 'notFound' }),
};

export const refused = (code: ProblemCode) =>
	({ kind: 'refused', problem: problem(code) }) as const;

/** A gateway's word, which reads like an end. */
export const doubtful = () =>
	({ kind: 'doubtful', problem: problem('unexpected-answer') }) as const;
