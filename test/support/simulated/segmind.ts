// Segmind as the life of a job sees it, in simulated time: an independent model of what it
// accepts, charges and tells. It speaks in the words of the port (domain/answers.ts), so that
// thousands of runs need neither sockets nor n8n.
import type {
	DownloadAnswer,
	HistoryAnswer,
	RateLimited,
	ResultAnswer,
	StatusAnswer,
	SyncAnswer,
	UploadAnswer,
} from '../../../nodes/PixVerse/domain/answers';
import { FREE_FAULTS, limited, PAID_FAULTS, problem, type Fault, type Phase } from './faults';
import type {
	FakeFile,
	SegmindOptions,
	SimulatedApi,
	SimulatedJob,
	SimulatedRequest,
} from './words';

type Arrival = {
	request: SimulatedRequest;
	fault: Fault | undefined;
	tooMany: RateLimited | undefined;
};

const promptOf = (body: string | Record<string, unknown>) => {
	if (typeof body === 'string') throw new Error('The simulated orders are made of fields');
	return String(body.prompt);
};

export class SimulatedSegmind {
	readonly requests: SimulatedRequest[] = [];
	readonly jobs: SimulatedJob[] = [];
	/** Orders that were sent again after an outcome that nobody knows. */
	readonly resent: string[] = [];
	private readonly unknownMarkers = new Set<string>();
	private readonly counts = new Map<string, number>();
	private window = { index: -1, used: 0 };

	constructor(private readonly options: SegmindOptions) {}

	/** The calls of a run, aborted by its Stop; what is paid is not, but for sync mode's video. */
	api(signal: AbortSignal): SimulatedApi {
		return {
			submit: async (_, body) => {
				const { answer, requestId } = await this.paid('submit', body);
				return answer ?? { kind: 'success', requestId };
			},
			sync: async (body) => await this.makeAtOnce(body, signal),
			status: async (requestId) => await this.status(requestId, signal),
			result: async (requestId) => await this.result(requestId, signal),
			history: async (requestId) => await this.history(requestId, signal),
			download: async (requestId) => await this.download(requestId, signal),
			upload: async (sha256) => await this.upload(sha256, signal),
		} satisfies SimulatedApi;
	}

	private async status(requestId: string, signal: AbortSignal): Promise<StatusAnswer> {
		const call = await this.free('status', requestId, signal);
		if (call.kind !== 'job') return call;
		const state = this.stateOf(call.job);
		if (state === 'FAILED') return { kind: 'failed', reason: 'moderated' };
		return state === 'COMPLETED' ? { kind: 'completed', metrics: {} } : { kind: 'pending', state };
	}

	private async result(requestId: string, signal: AbortSignal): Promise<ResultAnswer> {
		const call = await this.free('result', requestId, signal);
		if (call.kind !== 'job') return call;
		const { fileSize } = this.options;
		call.job.isSizeTold = fileSize !== undefined;
		const result = {
			...(call.fault?.kind === 'noUrl' ? {} : { videoUrl: `http://files/${requestId}` }),
			...(fileSize === undefined ? {} : { fileSize }),
			raw: {},
		};
		return { kind: 'completed', result };
	}

	private async history(requestId: string, signal: AbortSignal): Promise<HistoryAnswer> {
		const call = await this.free('history', requestId, signal);
		if (call.kind !== 'job') return call;
		call.job.isSizeTold = false;
		const state = this.stateOf(call.job);
		const status = state === 'PROCESSING' ? 'PENDING' : state;
		const video = status === 'COMPLETED' ? { videoUrl: `http://files/${requestId}` } : {};
		return { kind: 'found', record: { requestId, status, raw: {}, ...video } };
	}

	private async download(
		requestId: string,
		signal: AbortSignal,
	): Promise<DownloadAnswer<FakeFile>> {
		const call = await this.free('download', requestId, signal);
		if (call.kind === 'aborted') return call;
		if (call.kind !== 'job') return { kind: 'broken', problem: problem('download-failed') };
		return { kind: 'stored', binary: { of: requestId } };
	}

	private count(phase: Phase, marker: string): number {
		const key = `${phase} ${marker}`;
		const n = this.counts.get(key) ?? 0;
		this.counts.set(key, n + 1);
		return n;
	}

	/** Milliseconds until the window ends, for a request that is one too many. */
	private overLimit(): number | undefined {
		const { rateLimitPerMinute, clock } = this.options;
		if (rateLimitPerMinute === undefined) return undefined;
		const now = clock.now();
		const index = Math.floor(now / 60_000);
		if (index !== this.window.index) this.window = { index, used: 0 };
		this.window.used += 1;
		return this.window.used > rateLimitPerMinute ? (index + 1) * 60_000 - now : undefined;
	}

	private async travel(signal?: AbortSignal): Promise<void> {
		await this.options.clock.sleep((this.options.latencyMs ?? 0) / 2, signal);
	}

	/** Records a call and lets it travel; tells which fault it meets. */
	private async arrive(phase: Phase, marker: string, signal?: AbortSignal): Promise<Arrival> {
		const { clock, faultFor, tellsReset = true } = this.options;
		const request: SimulatedRequest = { phase, marker, at: clock.now(), refused: false };
		this.requests.push(request);
		const fault = faultFor?.({ phase, marker, n: this.count(phase, marker) });
		await this.travel(signal);
		const leftMs = phase === 'download' ? undefined : this.overLimit();
		request.refused = leftMs !== undefined;
		const tooMany = leftMs === undefined ? undefined : limited(tellsReset ? leftMs : undefined);
		return { request, fault, tooMany };
	}

	/** A call that makes a job. `answer` is what the client hears, where that is no success. */
	private async paid(phase: 'submit' | 'sync', body: string | Record<string, unknown>) {
		const { clock, jobDurationMs = 60_000, latencyMs = 0 } = this.options;
		const marker = promptOf(body);
		if (this.unknownMarkers.has(marker)) this.resent.push(marker);
		const { request, fault, tooMany } = await this.arrive(phase, marker);
		const effect = fault && PAID_FAULTS[fault.kind];
		const requestId = `job-${this.jobs.length}`;
		const answer = tooMany ?? (effect && fault ? effect.answer(fault, requestId) : undefined);
		const durationMs =
			typeof jobDurationMs === 'function' ? jobDurationMs(this.jobs.length) : jobDurationMs;
		if (!tooMany && (effect?.accepts ?? true)) {
			const at = clock.now();
			const fails = fault?.kind === 'jobFails';
			const isTold = effect === undefined;
			this.jobs.push({
				requestId,
				marker,
				at,
				doneAt: at + durationMs,
				fails,
				isTold,
				isSizeTold: false,
			});
		}
		if (answer?.kind === 'unknown') this.unknownMarkers.add(marker);
		await clock.sleep(effect?.delayMs ?? latencyMs / 2);
		request.endedAt = clock.now();
		return { answer, requestId, durationMs, fault };
	}

	private async makeAtOnce(
		body: Record<string, unknown>,
		signal: AbortSignal,
	): Promise<SyncAnswer<FakeFile>> {
		const { answer, requestId, durationMs, fault } = await this.paid('sync', body);
		if (answer) return answer;
		await this.options.clock.sleep(durationMs, signal);
		if (signal.aborted) {
			for (const job of this.jobs) if (job.requestId === requestId) job.isTold = false;
			return { kind: 'unknown', problem: problem('outcome-unknown') };
		}
		if (fault?.kind === 'jobFails') {
			return { kind: 'notAccepted', problem: problem('job-failed'), mayResend: false };
		}
		if (fault?.kind === 'asUrl') {
			return { kind: 'success', requestId, result: { videoUrl: `http://files/${requestId}` } };
		}
		return { kind: 'success', requestId, result: {}, binary: { of: requestId } };
	}

	/** A call that costs nothing, and that a Stop aborts. */
	private async free(phase: Phase, requestId: string, signal: AbortSignal) {
		if (signal.aborted) return { kind: 'aborted' } as const;
		const { clock, transferMs = 0 } = this.options;
		const job = this.jobs.find((one) => one.requestId === requestId);
		const { request, fault, tooMany } = await this.arrive(phase, job?.marker ?? '?', signal);
		request.isSizeTold = job?.isSizeTold === true;
		if (fault?.kind === 'timeout') await clock.sleep(30_000, signal);
		if (phase === 'download') await clock.sleep(transferMs, signal);
		await this.travel(signal);
		request.endedAt = clock.now();
		if (signal.aborted) return { kind: 'aborted' } as const;
		if (tooMany) return tooMany;
		const refusal = fault && FREE_FAULTS[fault.kind]?.(fault);
		if (refusal) return refusal;
		return job ? ({ kind: 'job', job, fault } as const) : ({ kind: 'notFound' } as const);
	}

	private async upload(sha256: string, signal: AbortSignal): Promise<UploadAnswer> {
		if (signal.aborted) return { kind: 'aborted' };
		const { request, fault, tooMany } = await this.arrive('upload', sha256, signal);
		await this.travel(signal);
		request.endedAt = this.options.clock.now();
		if (signal.aborted) return { kind: 'aborted' };
		if (tooMany) return tooMany;
		const refusal = fault && FREE_FAULTS[fault.kind]?.(fault);
		if (refusal?.kind === 'notFound') {
			return { kind: 'refused', problem: problem('unexpected-answer') };
		}
		if (refusal) return refusal;
		request.isUploaded = true;
		return { kind: 'uploaded', url: `http://uploads/${sha256}` };
	}

	private stateOf(job: SimulatedJob): 'PROCESSING' | 'FAILED' | 'COMPLETED' {
		if (this.options.clock.now() < job.doneAt) return 'PROCESSING';
		return job.fails ? 'FAILED' : 'COMPLETED';
	}
}
