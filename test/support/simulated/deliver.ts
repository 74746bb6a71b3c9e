// What the fake's deliverer makes of a finished job: its file is fetched, and remembered as stored.
import type { FinishedJob } from '../../../nodes/PixVerse/domain/job';
import type { Outcome } from '../../../nodes/PixVerse/domain/outcome';
import type { SharedRun } from '../../../nodes/PixVerse/jobs/runJobs';
import type { TryOptions } from './items';
import type { Jobs } from './jobs';
import type { Delivered } from './run';
import type { FakeFile, SimulatedApi } from './words';

interface Delivery {
	job: FinishedJob;
	deadlineMs: number;
	shared: SharedRun;
	api: SimulatedApi;
	stop: AbortSignal;
	onStored: (file: FakeFile) => void;
}

export async function deliver(
	jobs: Jobs,
	run: TryOptions,
	{ job, deadlineMs, shared, api, stop, onStored }: Delivery,
): Promise<Outcome<Delivered>> {
	const { requestId = '', model, videoUrl } = job;
	if (videoUrl === undefined) {
		return { kind: 'problem', problem: jobs.resultWithoutUrl(requestId, model, []) };
	}
	const fetched = await jobs.fetchVideo(
		{ clock: run.clock, stop, downloads: shared.downloads },
		{ bytes: job.fileSize, deadlineMs },
		async () => await api.download(requestId),
	);
	if (fetched.kind === 'aborted') return fetched;
	if (fetched.kind === 'stored') {
		onStored(fetched.binary);
		return deliveredOf(run, job);
	}
	const problem = jobs.downloadFailed(requestId, model, videoUrl, fetched.problem);
	return { kind: 'problem', problem };
}

export function deliveredOf({ clock }: TryOptions, { requestId, resumed }: FinishedJob): Delivered {
	return { kind: 'delivered', value: { requestId, resumed, atMs: clock.now() } };
}
