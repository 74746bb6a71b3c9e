// The shipped modules that a simulated try is made of.

import type * as FetchVideoModule from '../../../nodes/PixVerse/jobs/fetchVideo';
import type * as JobProblemsModule from '../../../nodes/PixVerse/jobs/jobProblems';
import type * as MemoryModule from '../../../nodes/PixVerse/jobs/memory';
import type * as RetryModule from '../../../nodes/PixVerse/jobs/pacing/retry';
import type * as RunJobModule from '../../../nodes/PixVerse/jobs/runJob';
import type * as RunJobsModule from '../../../nodes/PixVerse/jobs/runJobs';
import type * as RunSyncJobModule from '../../../nodes/PixVerse/jobs/runSyncJob';
import type * as UploadsModule from '../../../nodes/PixVerse/jobs/uploads';

/** The modules of jobs/, by whoever can load them: the unit tests from source, the campaign from a build. */
export async function loadJobs(load: (name: string) => Promise<unknown>): Promise<Jobs> {
	const names = [
		'fetchVideo',
		'jobProblems',
		'memory',
		'pacing/retry',
		'runJob',
		'runJobs',
		'runSyncJob',
		'uploads',
	];
	return Object.assign({}, ...(await Promise.all(names.map(load)))) as Jobs;
}

export type Jobs = typeof FetchVideoModule &
	typeof JobProblemsModule &
	typeof MemoryModule &
	typeof RetryModule &
	typeof RunJobModule &
	typeof RunJobsModule &
	typeof RunSyncJobModule &
	typeof UploadsModule;
