// The modules that a simulated try runs: jobs/, and the limits of a run.
import type * as CeilingsModule from '../../../nodes/PixVerse/actions/video/ceilings';
import type * as FetchVideoModule from '../../../nodes/PixVerse/jobs/fetchVideo';
import type * as JobProblemsModule from '../../../nodes/PixVerse/jobs/jobProblems';
import type * as MemoryModule from '../../../nodes/PixVerse/jobs/memory';
import type * as RetryModule from '../../../nodes/PixVerse/jobs/pacing/retry';
import type * as ClaimsModule from '../../../nodes/PixVerse/jobs/reuse/claims';
import type * as ListedHistoryModule from '../../../nodes/PixVerse/jobs/reuse/listedHistory';
import type * as ReuseJobsModule from '../../../nodes/PixVerse/jobs/reuse/reuseJobs';
import type * as RunJobModule from '../../../nodes/PixVerse/jobs/runJob';
import type * as RunOrdersModule from '../../../nodes/PixVerse/jobs/runOrders';
import type * as RunSyncJobModule from '../../../nodes/PixVerse/jobs/runSyncJob';
import type * as UploadsModule from '../../../nodes/PixVerse/jobs/uploads';

export type Jobs = typeof FetchVideoModule &
	typeof CeilingsModule &
	typeof JobProblemsModule &
	typeof MemoryModule &
	typeof RetryModule &
	typeof ClaimsModule &
	typeof ListedHistoryModule &
	typeof ReuseJobsModule &
	typeof RunJobModule &
	typeof RunOrdersModule &
	typeof RunSyncJobModule &
	typeof UploadsModule;

/** @param load loads a module by its place below nodes/PixVerse */
export async function loadJobs(load: (name: string) => Promise<unknown>): Promise<Jobs> {
	const names = [
		'actions/video/ceilings',
		'jobs/fetchVideo',
		'jobs/jobProblems',
		'jobs/memory',
		'jobs/pacing/retry',
		'jobs/reuse/claims',
		'jobs/reuse/listedHistory',
		'jobs/reuse/reuseJobs',
		'jobs/runJob',
		'jobs/runOrders',
		'jobs/runSyncJob',
		'jobs/uploads',
	];
	return Object.assign({}, ...(await Promise.all(names.map(load)))) as Jobs;
}
