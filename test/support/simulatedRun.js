// One try of the node in simulated time: what actions/video does with jobs/, without n8n.

/** The modules of jobs/, by whoever can load them: the unit tests from source, the campaign from dist/. */
function loadJobs(load) {
	const names = [
		'batch',
		'fetchVideo',
		'memory',
		'pacing/pacer',
		'pacing/pollSchedule',
		'jobProblems',
		'runJob',
		'stop',
	];
	return Object.assign({}, ...names.map((name) => load(name)));
}

/**
 * @param {object} jobs from loadJobs
 * @param {object} run
 * @param {object} run.clock
 * @param {object} run.segmind from simulatedSegmind
 * @param {string[]} run.prompts one per item; each item's own, where jobs are to be told apart
 * @param {object} [run.context] n8n's node context; kept for the next try
 * @param {() => number} [run.random]
 * @param {number} [run.concurrency]
 * @param {number} [run.timeoutMs]
 * @param {number} [run.pollIntervalMs]
 * @param {number} [run.usualDurationMs]
 * @param {AbortSignal} [run.cancel] what Stop aborts
 * @param {boolean} [run.continueOnFail]
 * @returns {Promise<{ kind: 'stopped' } | { kind: 'failed', problem: object, otherIds: string[] }
 *   | { kind: 'items', items: object[] }>} plus `logged`: IDs that were logged, and goes on growing
 */
async function simulatedTry(jobs, run) {
	const {
		clock,
		segmind,
		prompts,
		context = {},
		random = () => 0.5,
		concurrency = 5,
		timeoutMs = 900_000,
		pollIntervalMs,
		usualDurationMs = 60_000,
		cancel = new AbortController().signal,
		continueOnFail = false,
		logged = [],
	} = run;
	const stop = new AbortController();
	const onCancel = () => stop.abort();
	cancel.addEventListener('abort', onCancel, { once: true });
	if (cancel.aborted) return { kind: 'stopped', logged };

	const memory = new jobs.JobMemory(context);
	const stops = new jobs.StopFan(stop.signal);
	const shared = {
		clock,
		memory,
		pacer: new jobs.Pacer(clock, random, stop.signal),
		usual: new jobs.UsualDuration(),
		timeoutMs,
		pollIntervalMs,
		onAccepted: (order, requestId) => logged.push(requestId),
	};
	const jobRun = (ownStop, api = segmind.api(ownStop)) => ({
		...shared,
		api,
		stop: ownStop,
		async deliver(order, job, deadlineMs) {
			const { requestId, videoUrl, resumed } = job;
			if (videoUrl === undefined) {
				return { kind: 'problem', problem: jobs.resultWithoutUrl(requestId, order.slug, []) };
			}
			const fetched = await jobs.fetchVideo(
				clock,
				ownStop,
				deadlineMs,
				async () => await api.download(requestId),
			);
			if (fetched.kind === 'aborted') return fetched;
			if (fetched.kind === 'problem') {
				const problem = jobs.downloadFailed(requestId, order.slug, videoUrl, fetched.problem);
				return { kind: 'problem', problem };
			}
			return { kind: 'delivered', value: { requestId, resumed, atMs: clock.now() } };
		},
	});
	const keys = prompts.map((prompt, itemIndex) => `0:${itemIndex}:${prompt}`);
	const tasks = prompts.map(
		(prompt, itemIndex) => async () =>
			await jobs.runJob(jobRun(stops.childSignal()), {
				itemIndex,
				slug: 'pixverse-v6',
				key: keys[itemIndex],
				usualDurationMs,
				wait: true,
				buildBody: async () => ({ kind: 'body', body: { prompt } }),
			}),
	);
	const batch = await jobs.raceStop(
		cancel,
		jobs.runBatch(tasks, {
			concurrency,
			isFatal: (outcome) => outcome.kind === 'problem' && !continueOnFail,
			onFatal: () => stop.abort(),
			isStopped: () => stop.signal.aborted,
		}),
	);
	cancel.removeEventListener('abort', onCancel);
	if (batch === undefined || cancel.aborted) return { kind: 'stopped', logged };
	if (batch.kind === 'failed') {
		const otherIds = memory.idsOf(keys.filter((_, index) => index !== batch.taskIndex));
		return { kind: 'failed', problem: batch.outcome.problem, otherIds, logged };
	}
	return { kind: 'items', items: batch.outcomes, logged };
}

module.exports = { loadJobs, simulatedTry };
