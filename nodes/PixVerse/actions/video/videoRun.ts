import type { JobMemory } from '../../jobs/memory';
import type { JobClaims } from '../../jobs/reuse/claims';
import type { Connection } from '../input/credential';
import type { RunOptions } from '../input/runOptions';
import type { RunContext } from '../operation';
import type { KeptFile } from '../output/keptFile';
import type { VideoOrder } from './order/videoOrder';

/** What an execution remembers of its videos. */
export type VideoMemory = JobMemory<KeptFile>;

/** An order with its name in the memory. */
export interface KeyedOrder {
	order: VideoOrder;
	key: string;
}

/** What making videos needs. */
export interface VideoRun {
	context: RunContext;
	connection: Connection;
	options: RunOptions;
	memory: VideoMemory;
	/** Which recorded jobs this execution has taken, over all of its PixVerse nodes. */
	claims: JobClaims;
}
