import { omitUndefined } from '../../domain/omitUndefined';
import type { Outcome } from '../../domain/outcome';
import { FETCH_GRACE_MS, type Followed } from '../../jobs/afterAnswer';
import { followJob } from '../../jobs/follow';
import { runJobs, type JobsEnd, type JobSignals, type SharedRun } from '../../jobs/runJobs';
import { UNKNOWN_USUAL_DURATION_MS } from '../../models';
import { isSafePathSegment } from '../../transport/segmind/hosts';
import { readEachItem } from '../eachItem';
import { connect, type Connection } from '../input/credential';
import { readOutputOptions, type OutputOptions } from '../input/outputOptions';
import { ok, refusedInput, shownValue, type Reading } from '../input/result';
import { readRunOptions, type RunOptions } from '../input/runOptions';
import type { OperationResult, RunContext } from '../operation';
import { deliverVideo, fileNameOf, type DeliveredItem } from '../output/deliverVideo';
import { dryRunFile, dryRunJson, isDryRunId } from '../output/dryRunJob';
import { distinctFileNames } from '../output/fileName';
import { itemOf, problemItem } from '../output/outputItems';
import { problemOfError } from '../output/unexpectedError';
import { refusedItems } from '../refusedItems';

/** What getting jobs needs. */
interface GetRun {
	context: RunContext;
	connection: Connection;
	options: RunOptions;
}

/** An input item, read or refused. */
interface Entry {
	itemIndex: number;
	reading: Reading<Wanted>;
}

interface Wanted {
	itemIndex: number;
	requestId: string;
	output: OutputOptions;
}

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

/** The same job may be wanted twice, or one file name for several. */
function withDistinctFileNames(readings: ReadonlyArray<Reading<Wanted>>): Array<Reading<Wanted>> {
	const names = distinctFileNames(
		readings.map((reading) => {
			if (!reading.ok) return undefined;
			const { output, requestId } = reading.value;
			return output.fileName ?? fileNameOf(output, requestId, requestId);
		}),
	);
	return readings.map((reading, index) => {
		if (!reading.ok) return reading;
		const output = { ...reading.value.output, ...omitUndefined({ fileName: names[index] }) };
		return ok({ ...reading.value, output });
	});
}

/** What Job > Get does: follows each job, and hands on its video or its state. */
export async function getJobs(run: RunContext): Promise<OperationResult> {
	const { n8n, clock, random, cancel } = run;
	const options = readRunOptions(n8n);
	if (!options.ok) return { kind: 'failed', problem: options.problem };
	const connection = await connect(run);
	if (!connection.ok) return { kind: 'failed', problem: connection.problem };
	const readings = withDistinctFileNames(
		await readEachItem(n8n, async (itemIndex) => readWanted(run, itemIndex)),
	);
	const refused = n8n.continueOnFail() ? undefined : refusedItems(readings);
	if (refused) return refused;
	const getRun = { context: run, connection: connection.value, options: options.value };
	const end = await runJobs<Entry, DeliveredItem>(
		{
			clock,
			random,
			cancel,
			concurrency: options.value.maxConcurrentJobs,
			stopsAtFirstProblem: !n8n.continueOnFail(),
			isDurationDocumented: true,
			prepare:
				(shared) =>
				async ({ reading }, signals) =>
					reading.ok
						? await getJob(getRun, shared, signals, reading.value)
						: { kind: 'problem', problem: reading.problem },
			problemOf: problemOfError,
		},
		readings.map((reading, itemIndex) => ({ itemIndex, reading })),
	);
	return resultOf(end);
}

function resultOf(end: JobsEnd<Entry, DeliveredItem>): OperationResult {
	switch (end.kind) {
		case 'stopped':
			return end;
		case 'failed':
			return { kind: 'failed', problem: end.problem, itemIndex: end.item.itemIndex };
		case 'done':
			return {
				kind: 'items',
				items: end.ended.map(({ item, outcome }) =>
					outcome.kind === 'delivered'
						? outcome.value
						: problemItem(outcome.problem, item.itemIndex),
				),
			};
	}
}

/** What stands behind a dry run can be tried, too: nothing is sent. */
async function standIn(
	n8n: RunContext['n8n'],
	{ itemIndex, requestId, output }: Wanted,
): Promise<DeliveredItem> {
	const json = { dryRun: true, ...dryRunJson(requestId, true) };
	if (!output.download) return { kind: 'delivered', value: itemOf(json, itemIndex) };
	const file = await dryRunFile(n8n, requestId, fileNameOf(output, requestId, requestId));
	const binary = { [output.binaryPropertyName]: file };
	return { kind: 'delivered', value: itemOf(json, itemIndex, binary) };
}

async function getJob(
	run: GetRun,
	shared: SharedRun,
	{ stop }: JobSignals,
	wanted: Wanted,
): Promise<Outcome<DeliveredItem>> {
	const { clock } = shared;
	const { itemIndex, requestId, output } = wanted;
	if (isDryRunId(requestId)) return await standIn(run.context.n8n, wanted);
	const startMs = clock.now();
	const deadlineMs = startMs + run.options.timeoutMs;
	const followed = await followJob(
		{
			...shared,
			stop,
			api: run.connection.client(stop),
			pollIntervalMs: run.options.pollIntervalMs,
		},
		{
			requestId,
			usualDurationMs: UNKNOWN_USUAL_DURATION_MS,
			startMs,
			acceptedAtMs: startMs,
			deadlineMs,
			pollNow: true,
			pollOnce: !output.wait,
		},
	);
	if (followed.kind !== 'finished') return unfinished(followed, wanted);
	const { model = '', result } = followed;
	return await deliverVideo(
		{ n8n: run.context.n8n, clock, downloads: shared.downloads, stop },
		{
			itemIndex,
			output,
			job: { ...result, requestId, model, resumed: false },
			deadlineMs: Math.max(deadlineMs, clock.now() + FETCH_GRACE_MS),
		},
	);
}

/** A job without a video: what is known of it. */
function unfinished(
	followed: Exclude<Followed, { kind: 'finished' }>,
	{ itemIndex, requestId }: Wanted,
): Outcome<DeliveredItem> {
	if (followed.kind === 'problem' || followed.kind === 'aborted') return followed;
	const state =
		followed.kind === 'failed'
			? { status: 'FAILED', finished: true, failureReason: followed.reason }
			: { status: followed.state, finished: false };
	const json = { requestId, ...omitUndefined({ model: followed.model }), ...state };
	return { kind: 'delivered', value: itemOf(json, itemIndex) };
}
