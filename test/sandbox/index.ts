import type { SeededJob } from './account/seededJobs';
import { addressOf } from './address';
import { KINDS } from './faults/kinds';
import type { Fault } from './faults/parameters';
import { startOptions, type ChangeableOptions, type SandboxOptions } from './options';
import type { RequestRecord } from './records';
import { buildServer } from './server';
import { World, type JobView } from './world';

export type { SeededJob } from './account/seededJobs';
export { manualClock, type Clock, type ManualClock } from './clock';
export type { Fault, FaultKind, FaultTarget } from './faults/parameters';
export { seededFaults } from './faults/seeded';
export { NO_BALANCE_KEY, SANDBOX_KEY } from './keys';
export type { ChangeableOptions, SandboxOptions } from './options';
export { PHASES, type Phase } from './phases';
export type * from './protocol';
export type { RequestRecord } from './records';
export type { ResultShape } from './resultShapes';
export type { JobView } from './world';

export const FAULT_KINDS: readonly string[] = Object.keys(KINDS);

/** A sandbox that runs. README.md tells more of each member. */
export interface Sandbox {
	url: string;
	port: number;
	/** All records so far, in order of arrival. */
	readonly requests: RequestRecord[];
	/** The jobs by now, in order of acceptance. */
	readonly jobs: JobView[];
	/** The requests that made a job: what would have cost money. */
	acceptedSubmits(): RequestRecord[];
	addFault(fault: Fault): void;
	clearFaults(): void;
	/** US dollars, by now. */
	credits(): { credits: number; freeCredits: number };
	/** Everything as at the start. */
	reset(): void;
	/** For what comes after; running jobs keep theirs. */
	configure(options: { [K in keyof ChangeableOptions]?: ChangeableOptions[K] | undefined }): void;
	/** Puts jobs into the history that others have ordered before; gives their IDs. */
	addHistory(jobs: SeededJob[]): string[];
	/** Ends the record that polls read; false when there is no such job. */
	expire(requestId: string): boolean;
	/** Ends a job that is under way now, however long it was to take; false when there is no such job. */
	finish(requestId: string): boolean;
	/** Ends at once, hanging connections included. */
	close(): Promise<void>;
}

/**
 * Starts a sandbox. README.md explains the options, the faults and the records.
 *
 * @throws {TypeError} on an option or a fault that does not exist or has a wrong value
 * @throws {Error} EADDRINUSE when the port is taken
 */
export async function startSandbox(given: SandboxOptions = {}): Promise<Sandbox> {
	const options = startOptions(given);
	const world = new World(options);
	const server = buildServer(world);
	await server.listen({ port: options.port, host: options.host });
	const address = server.server.address();
	const port = typeof address === 'object' && address !== null ? address.port : options.port;

	return {
		url: addressOf(options.host, port),
		port,
		get requests() {
			return world.requests;
		},
		get jobs() {
			return world.jobViews();
		},
		acceptedSubmits: () => world.requests.filter((record) => record.accepted),
		addFault: (fault) => world.faults.add(fault),
		clearFaults: () => world.faults.clear(),
		credits: () => {
			world.settle();
			return { credits: world.wallet.credits, freeCredits: world.wallet.freeCredits };
		},
		reset: () => world.reset(),
		configure: (partial) => world.configure(partial),
		addHistory: (jobs) => world.addHistory(jobs),
		expire: (requestId) => world.expire(requestId),
		finish: (requestId) => world.finish(requestId),
		close: async () => await server.close(),
	};
}
