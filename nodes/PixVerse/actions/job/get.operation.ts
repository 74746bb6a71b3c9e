import type { FinishedJob } from '../../domain/job';
import { runBatch } from '../../jobs/batch';
import { FETCH_GRACE_MS, followJob, type FollowRun } from '../../jobs/follow';
import { DownloadQueue } from '../../jobs/pacing/downloadQueue';
import { Pacer } from '../../jobs/pacing/pacer';
import { UsualDuration } from '../../jobs/pacing/pollSchedule';
import { raceStop, StopFan } from '../../jobs/stop';
import { isSafePathSegment } from '../../transport/segmind/hosts';
import { readEachItem, type ItemOutcome } from '../eachItem';
import { connect } from '../input/credential';
import { ALL_OPTIONS, always } from '../input/optionFields';
import { readOutputOptions, type OutputOptions } from '../input/outputOptions';
import { ok, refusedInput, shownValue, type Reading } from '../input/result';
import { readRunOptions } from '../input/runOptions';
import type { Operation, OperationResult, RunContext } from '../operation';
import { deliverVideo, fileNameOf } from '../output/deliverVideo';
import { dryRunFile, dryRunJson, isDryRunId } from '../output/dryRunJob';
import { itemOf, problemItem } from '../output/outputItems';
import { UNKNOWN_USUAL_DURATION_MS } from '../video/order/videoOrder';

const place = { show: { resource: ['job'], operation: ['get'] } };

/** What following a job and fetching its video needs. */
interface GetRun extends FollowRun {
	downloads: DownloadQueue;
}

interface Wanted {
	itemIndex: number;
	requestId: string;
	output: OutputOptions;
}

/** Fetches a job that was ordered before: submitted without waiting, timed out, or lost by a crash. */
export const get: Operation = {
	resource: 'job',
	name: 'get',
	label: 'Get',
	action: 'Get job',
	description: 'Get the status of a job by its request ID, and its video when it is finished',
	fields: [
		{
			displayName: 'Request ID',
			name: 'requestId',
			type: 'string',
			required: true,
			displayOptions: place,
			default: '',
			placeholder: 'e.g. 0b6f6e9e-6a5f-4f0c-9d0e-2f4f2c1f7a11',
			description: 'The request ID that a video operation, an error message or Get Many gave',
		},
		{
			displayName: 'Wait for Completion',
			name: 'waitForCompletion',
			type: 'boolean',
			displayOptions: place,
			default: false,
			description:
				'Whether to wait until the job is finished. Otherwise an unfinished job comes back at once with its status.',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			displayOptions: place,
			default: {},
			options: [
				// A finished job's video comes whether this operation waits or not.
				always(ALL_OPTIONS.downloadVideo),
				always(ALL_OPTIONS.fileName),
				ALL_OPTIONS.maxConcurrentJobs,
				always(ALL_OPTIONS.binaryPropertyName),
				ALL_OPTIONS.pollInterval,
				ALL_OPTIONS.timeout,
			],
		},
	],
	execute: getJobs,
};

function readWanted(run: RunContext, itemIndex: number): Reading<Wanted> {
	const typed = run.n8n.getNodeParameter('requestId', itemIndex, '');
	const requestId = String(typed ?? '').trim();
	if (!isSafePathSegment(requestId)) {
		return refusedInput(
			'Request ID must be the ID of a job: letters, digits, dots, dashes and underscores only',
			shownValue(typed),
		);
	}
	const output = readOutputOptions(run.n8n, itemIndex, false);
	if (!output.ok) return output;
	// What was ordered is not known here: a picture of another model is as good as a video.
	return ok({
		itemIndex,
		requestId,
		output: { ...output.value, anyType: true, rawOutput: 'withoutVideo' },
	});
}

async function getJobs(run: RunContext): Promise<OperationResult> {
	const { n8n, clock, cancel } = run;
	const options = readRunOptions(n8n);
	if (!options.ok) return { kind: 'failed', problem: options.problem };
	const connection = await connect(run);
	if (!connection.ok) return { kind: 'failed', problem: connection.problem };
	const wanted = await readEachItem(n8n, async (itemIndex) => readWanted(run, itemIndex));

	const stop = new AbortController();
	const onCancel = () => stop.abort();
	cancel.addEventListener('abort', onCancel, { once: true });
	const follow: Omit<FollowRun, 'api' | 'stop'> = {
		clock,
		pacer: new Pacer(clock, run.random, stop.signal),
		usual: new UsualDuration(),
		pollIntervalMs: options.value.pollIntervalMs,
	};
	const downloads = new DownloadQueue(clock);
	const stops = new StopFan(stop.signal);
	const followOne = (): GetRun => {
		const ownStop = stops.childSignal();
		return { ...follow, downloads, api: connection.value.client(ownStop), stop: ownStop };
	};
	const batch = await raceStop(
		cancel,
		runBatch<ItemOutcome>(
			wanted.map(
				(reading) => async () =>
					reading.ok
						? await getJob(run, followOne(), options.value.timeoutMs, reading.value)
						: { kind: 'problem', problem: reading.problem },
			),
			{
				concurrency: options.value.maxConcurrentJobs,
				isFatal: (outcome) => outcome.kind === 'problem' && !n8n.continueOnFail(),
				onFatal: () => stop.abort(),
				isStopped: () => stop.signal.aborted,
			},
		),
	);
	cancel.removeEventListener('abort', onCancel);
	if (batch === undefined || cancel.aborted) return { kind: 'stopped' };
	if (batch.kind === 'failed') {
		const { outcome, taskIndex } = batch;
		if (outcome.kind !== 'problem') return { kind: 'stopped' };
		return { kind: 'failed', problem: outcome.problem, itemIndex: taskIndex };
	}
	const items = batch.outcomes.flatMap((outcome, itemIndex) => {
		if (outcome.kind === 'items') return outcome.items;
		return outcome.kind === 'problem' ? [problemItem(outcome.problem, itemIndex)] : [];
	});
	return { kind: 'items', items };
}

/** What stands behind a dry run can be tried, too: nothing is sent. */
async function standIn(
	n8n: RunContext['n8n'],
	itemIndex: number,
	requestId: string,
	output: OutputOptions,
): Promise<ItemOutcome> {
	const json = { dryRun: true, ...dryRunJson(requestId, true) };
	if (!output.download) return { kind: 'items', items: [itemOf(json, itemIndex)] };
	const file = await dryRunFile(n8n, requestId, fileNameOf(output, requestId, requestId));
	const binary = { [output.binaryPropertyName]: file };
	return { kind: 'items', items: [itemOf(json, itemIndex, binary)] };
}

async function getJob(
	{ n8n, clock }: RunContext,
	follow: GetRun,
	timeoutMs: number,
	{ itemIndex, requestId, output }: Wanted,
): Promise<ItemOutcome> {
	if (isDryRunId(requestId)) return await standIn(n8n, itemIndex, requestId, output);
	const startMs = clock.now();
	const deadlineMs = startMs + timeoutMs;
	const followed = await followJob(follow, {
		requestId,
		usualDurationMs: UNKNOWN_USUAL_DURATION_MS,
		startMs,
		acceptedAtMs: startMs,
		deadlineMs,
		pollNow: true,
		pollOnce: !output.wait,
	});
	const model = 'model' in followed ? followed.model : undefined;
	const known = { requestId, ...(model === undefined ? {} : { model }) };
	switch (followed.kind) {
		case 'finished': {
			const job: FinishedJob = {
				...followed.result,
				requestId,
				model: model ?? '',
				resumed: false,
			};
			const fetchUntilMs = Math.max(deadlineMs, clock.now() + FETCH_GRACE_MS);
			const outcome = await deliverVideo(
				{ n8n, clock, downloads: follow.downloads, stop: follow.stop },
				itemIndex,
				output,
				job,
				fetchUntilMs,
			);
			if (outcome.kind === 'delivered') return { kind: 'items', items: [outcome.value] };
			return outcome.kind === 'problem' ? outcome : { kind: 'aborted' };
		}
		case 'failed':
			return {
				kind: 'items',
				items: [
					itemOf(
						{ ...known, status: 'FAILED', finished: true, failureReason: followed.reason },
						itemIndex,
					),
				],
			};
		case 'pending':
			return {
				kind: 'items',
				items: [itemOf({ ...known, status: followed.state, finished: false }, itemIndex)],
			};
		default:
			return followed;
	}
}
