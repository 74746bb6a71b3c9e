import type { Problem } from './problem';

/** What anything that can go wrong ends with, beside its success. */
export type Failed = { kind: 'problem'; problem: Problem };

/** Stopped by the user, or given up because another item failed. */
export type Aborted = { kind: 'aborted' };

/** How something ended: one of its successes `S`, told apart by `kind`, a problem, or a Stop. */
export type Outcome<S extends { kind: string }> = S | Failed | Aborted;
