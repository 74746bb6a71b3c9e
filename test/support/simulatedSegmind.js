// Segmind as the life of a job sees it, in simulated time: an independent model of what it
// accepts, charges and tells. It speaks in the transport's words (transport/answers.ts), so that
// thousands of runs need neither sockets nor n8n.

const problem = (code) => ({ code, message: code, description: '' });

/** What each fault of a submit does: whether a job is made, and what the client gets to know. */
const SUBMIT_FAULTS = {
	serverError: { accepts: false, answer: () => refusal('segmind-down', true) },
	notSent: { accepts: false, answer: () => refusal('not-reached', true) },
	refused: { accepts: false, answer: () => refusal('request-refused', false) },
	rateLimit: { accepts: false, answer: (fault) => limited(fault.waitMs) },
	reset: { accepts: false, answer: () => unknown() },
	acceptedThenReset: { accepts: true, answer: () => unknown() },
	acceptedThenTimeout: { accepts: true, delayMs: 120_000, answer: () => unknown() },
	weirdId: { accepts: true, answer: (fault, id) => unknown(`../${id}`) },
};

/** Faults of the calls that are free: status, result, history, download. */
const FREE_FAULTS = {
	serverError: () => ({ kind: 'unreachable', problem: problem('segmind-down') }),
	reset: () => ({ kind: 'unreachable', problem: problem('connection-broke') }),
	timeout: () => ({ kind: 'unreachable', problem: problem('connection-broke') }),
	rateLimit: (fault) => limited(fault.waitMs),
	refused: () => ({ kind: 'refused', problem: problem('key-refused') }),
	notFound: () => ({ kind: 'notFound' }),
};

const refusal = (code, mayResend) => ({ kind: 'notAccepted', problem: problem(code), mayResend });
const limited = (waitMs) => ({ kind: 'rateLimited', waitMs, problem: problem('rate-limited') });
const unknown = (requestId) => ({
	kind: 'unknown',
	problem: { ...problem('outcome-unknown'), ...(requestId === undefined ? {} : { requestId }) },
});

/**
 * @param {object} options
 * @param {{ now(): number, sleep(ms: number, signal?: AbortSignal): Promise<void> }} options.clock
 * @param {number} [options.latencyMs] of every call
 * @param {number | ((n: number) => number)} [options.jobDurationMs] by the job's number from 0
 * @param {number} [options.rateLimitPerMinute] fixed windows, downloads excepted
 * @param {boolean} [options.tellsReset] whether a 429 says how long to wait
 * @param {(call: { phase: string, marker: string, n: number }) => object | undefined}
 *   [options.faultFor] `{ kind, waitMs? }` for a call, `n` counting the calls of that phase and item
 */
function simulatedSegmind({
	clock,
	latencyMs = 0,
	jobDurationMs = 60_000,
	rateLimitPerMinute,
	tellsReset = true,
	faultFor = () => undefined,
}) {
	/** @type {Array<{ phase: string, at: number, marker: string, refused: boolean }>} */
	const requests = [];
	/** @type {Array<{ requestId: string, marker: string, at: number, doneAt: number, fails: boolean,
	 *   isTold: boolean }>} */
	const jobs = [];
	const unknownMarkers = new Set();
	/** Orders that were sent again after an outcome that nobody knows. */
	const resent = [];
	const counts = new Map();
	let window = { index: -1, used: 0 };

	function count(phase, marker) {
		const key = `${phase} ${marker}`;
		const n = counts.get(key) ?? 0;
		counts.set(key, n + 1);
		return n;
	}

	/** Milliseconds until the window ends, for a request that is one too many. */
	function overLimit() {
		if (rateLimitPerMinute === undefined) return undefined;
		const now = clock.now();
		const index = Math.floor(now / 60_000);
		if (index !== window.index) window = { index, used: 0 };
		window.used += 1;
		return window.used > rateLimitPerMinute ? (index + 1) * 60_000 - now : undefined;
	}

	/** Records a call and lets it travel; tells which fault it meets. */
	async function arrive(phase, marker, signal) {
		const request = { phase, at: clock.now(), marker, refused: false };
		requests.push(request);
		const fault = faultFor({ phase, marker, n: count(phase, marker) });
		await clock.sleep(latencyMs / 2, signal);
		const leftMs = phase === 'download' ? undefined : overLimit();
		request.refused = leftMs !== undefined;
		return {
			fault,
			limited: leftMs === undefined ? undefined : limited(tellsReset ? leftMs : undefined),
		};
	}

	const find = (requestId) => jobs.find((job) => job.requestId === requestId);

	/** A call that costs nothing, and that a Stop aborts. */
	async function free(phase, requestId, signal, tell) {
		if (signal?.aborted) return { kind: 'aborted' };
		const job = find(requestId);
		const arrival = await arrive(phase, job?.marker ?? '?', signal);
		const { fault } = arrival;
		if (fault?.kind === 'timeout') await clock.sleep(30_000, signal);
		await clock.sleep(latencyMs / 2, signal);
		if (signal?.aborted) return { kind: 'aborted' };
		if (arrival.limited) return arrival.limited;
		if (fault && FREE_FAULTS[fault.kind]) return FREE_FAULTS[fault.kind](fault);
		return job ? tell(job, fault) : { kind: 'notFound' };
	}

	function stateOf(job) {
		if (clock.now() < job.doneAt) return 'PROCESSING';
		return job.fails ? 'FAILED' : 'COMPLETED';
	}

	return {
		requests,
		jobs,
		resent,
		/** The calls of a run, aborted by its Stop; a submit is not. */
		api: (signal) => ({
			async submit(slug, body) {
				const marker = body.prompt;
				if (unknownMarkers.has(marker)) resent.push(marker);
				const { fault, limited: tooMany } = await arrive('submit', marker);
				const effect = fault && SUBMIT_FAULTS[fault.kind];
				const accepts = !tooMany && (effect?.accepts ?? true);
				const requestId = `job-${jobs.length}`;
				if (accepts) {
					const durationMs =
						typeof jobDurationMs === 'function' ? jobDurationMs(jobs.length) : jobDurationMs;
					const fails = fault?.kind === 'jobFails';
					const at = clock.now();
					// Whether the client is told of it by an answer that it can use.
					const isTold = effect === undefined;
					jobs.push({ requestId, marker, at, doneAt: at + durationMs, fails, isTold });
				}
				if (!tooMany && effect?.answer(fault, requestId).kind === 'unknown')
					unknownMarkers.add(marker);
				await clock.sleep(effect?.delayMs ?? latencyMs / 2);
				if (tooMany) return tooMany;
				return effect ? effect.answer(fault, requestId) : { kind: 'success', requestId };
			},
			status: async (requestId) =>
				await free('status', requestId, signal, (job) => {
					const state = stateOf(job);
					if (state === 'FAILED') return { kind: 'failed', reason: 'moderated' };
					return state === 'COMPLETED' ? { kind: 'completed', metrics: {} } : { kind: 'pending', state };
				}),
			result: async (requestId) =>
				await free('result', requestId, signal, (job, fault) => {
					const video = fault?.kind === 'noUrl' ? {} : { videoUrl: `http://files/${requestId}` };
					return { kind: 'completed', result: { ...video, raw: {} } };
				}),
			history: async (requestId) =>
				await free('history', requestId, signal, (job) => {
					const state = stateOf(job);
					const status = state === 'PROCESSING' ? 'PENDING' : state;
					const video = status === 'COMPLETED' ? { videoUrl: `http://files/${requestId}` } : {};
					return { kind: 'found', record: { requestId, status, raw: {}, ...video } };
				}),
			async download(requestId) {
				const answer = await free('download', requestId, signal, (job) => ({
					kind: 'stored',
					binary: { data: job.requestId },
				}));
				if (answer.kind === 'stored' || answer.kind === 'aborted') return answer;
				return { kind: 'broken', problem: problem('download-failed') };
			},
		}),
	};
}

module.exports = { simulatedSegmind, SUBMIT_FAULTS, FREE_FAULTS };
