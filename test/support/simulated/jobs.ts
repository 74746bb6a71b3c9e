// The modules of jobs/ that a simulated try runs.
import type * as FetchVideoModule from '../../../nodes/PixVerse/jobs/fetchVideo';
import type * as CollectModule from '../../../nodes/PixVerse/jobs/history/collect';
import type * as JobRowsModule from '../../../nodes/PixVerse/jobs/history/jobRows';
import type * as JobProblemsModule from '../../../nodes/PixVerse/jobs/jobProblems';
import type * as MemoryModule from '../../../nodes/PixVerse/jobs/memory';
import type * as RetryModule from '../../../nodes/PixVerse/jobs/pacing/retry';
import type * as ClaimsModule from '../../../nodes/PixVerse/jobs/reuse/claims';
import type * as ListedHistoryModule from '../../../nodes/PixVerse/jobs/reuse/listedHistory';
import type * as TakeUpModule from '../../../nodes/PixVerse/jobs/reuse/takeUp';
import type * as RunJobModule from '../../../nodes/PixVerse/jobs/runJob';
import type * as RunJobsModule from '../../../nodes/PixVerse/jobs/runJobs';
import type * as RunSyncJobModule from '../../../nodes/PixVerse/jobs/runSyncJob';
import type * as UploadsModule from '../../../nodes/PixVerse/jobs/uploads';

export type Jobs = typeof FetchVideoModule &
	typeof CollectModule &
	typeof JobRowsModule &
	typeof JobProblemsModule &
	typeof MemoryModule &
	typeof RetryModule &
	typeof ClaimsModule &
	typeof ListedHistoryModule &
	typeof TakeUpModule &
	typeof RunJobModule &
	typeof RunJobsModule &
	typeof RunSyncJobModule &
	typeof UploadsModule;

/** By whoever can load them: the unit tests from source, the campaign from a build. */
export async function loadJobs(load: (name: string) => Promise<unknown>): Promise<Jobs> {
	const names = [
		'fetchVideo',
		'history/collect',
		'history/jobRows',
		'jobProblems',
		'memory',
		'pacing/retry',
		'reuse/claims',
		'reuse/listedHistory',
		'reuse/takeUp',
		'runJob',
		'runJobs',
		'runSyncJob',
		'uploads',
	];
	return Object.assign({}, ...(await Promise.all(names.map(load)))) as Jobs;
}
