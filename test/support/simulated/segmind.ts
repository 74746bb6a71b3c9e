// Segmind as the life of a job sees it, in simulated time: an independent model of what it
// accepts, charges and tells. It speaks in the words of the port (domain/answers.ts), so that
// thousands of runs need neither sockets nor n8n.
import type {
	DownloadAnswer,
	ResultAnswer,
	StatusAnswer,
	SyncAnswer,
} from '../../../nodes/PixVerse/domain/answers';
import { isSameRequest } from '../../../nodes/PixVerse/domain/requestId';
import type { RecordedFile } from '../../../nodes/PixVerse/jobs/reuse/claims';
import { AccountCalls } from './account';
import { doubtful, FREE_FAULTS, NAMING_FAULTS, PAID_FAULTS, problem, type Phase } from './faults';
import { fileTrouble, isForgotten } from './forgets';
import { historyRow, stateOf } from './list';
import { Traffic, type Listener } from './traffic';
import {
	orderOf,
	type Caller,
	type FakeFile,
	type FreeAnswer,
	type SegmindOptions,
	type SimulatedApi,
	type SimulatedJob,
	type SimulatedRequest,
} from './words';

const NOBODY: Caller = { life: 0, item: -1 };

export class SimulatedSegmind {
	readonly jobs: SimulatedJob[];
	/** Orders that were sent again after an outcome that nobody knows. */
	readonly resent: string[] = [];
	private readonly unknownOrders = new Set<string>();
	private readonly traffic: Traffic;
	private readonly account: AccountCalls;

	constructor(private readonly options: SegmindOptions) {
		this.jobs = [...(options.earlier ?? [])];
		this.traffic = new Traffic(options);
		this.account = new AccountCalls(options, this.traffic, this.jobs);
	}

	/** Pages of the list that no decision about money may rest on. */
	get oddPages(): number {
		return this.account.oddPages;
	}

	/** All calls so far, in order. */
	get requests(): readonly SimulatedRequest[] {
		return this.traffic.requests;
	}

	/** The calls of a run, aborted by its Stop; what is paid is not, but for sync mode's video. */
	api(signal: AbortSignal, caller = NOBODY): SimulatedApi {
		const listener = { signal, caller };
		return {
			submit: async (_, body) => {
				if (typeof body === 'string') throw new Error('Simulated orders are given as values');
				const { answer, requestId } = await this.paid('submit', body, caller);
				return answer ?? { kind: 'success', requestId };
			},
			sync: async (body) => await this.makeAtOnce(body, signal, caller),
			status: async (requestId) => await this.status(requestId, listener),
			result: async (requestId) => await this.result(requestId, listener),
			history: async (requestId) => {
				const call = await this.free('history', requestId, listener);
				if (call.kind !== 'job') return call;
				call.job.isSizeTold = false;
				return {
					kind: 'found',
					record: historyRow(call.job, stateOf(call.job, this.options.clock)),
				};
			},
			credits: async () => await this.account.credits(listener),
			historyPage: async (query) => await this.account.historyPage(query, listener),
			recordedFile: async (address) => await this.recordedFile(address, listener),
			download: async (requestId) => await this.download(requestId, listener),
			upload: async (sha256) => await this.account.upload(sha256, listener),
		} satisfies SimulatedApi;
	}

	private async status(requestId: string, listener: Listener): Promise<StatusAnswer> {
		const call = await this.free('status', requestId, listener);
		if (call.kind !== 'job') return call;
		if (call.fault?.kind === 'gateway') return doubtful();
		const state = stateOf(call.job, this.options.clock);
		if (state === 'FAILED') return { kind: 'failed', reason: 'moderated' };
		return state === 'COMPLETED' ? { kind: 'completed', metrics: {} } : { kind: 'pending', state };
	}

	private async result(requestId: string, listener: Listener): Promise<ResultAnswer> {
		const call = await this.free('result', requestId, listener);
		if (call.kind !== 'job') return call;
		if (call.fault?.kind === 'gateway') return doubtful();
		const { fileSize } = this.options;
		call.job.isSizeTold = fileSize !== undefined;
		call.request.isAddressTold = call.fault?.kind !== 'noUrl';
		const result = {
			...(call.fault?.kind === 'noUrl' ? {} : { videoUrl: `http://files/${requestId}` }),
			...(fileSize === undefined ? {} : { fileSize }),
			raw: {},
		};
		return { kind: 'completed', result };
	}

	private async download(requestId: string, listener: Listener): Promise<DownloadAnswer<FakeFile>> {
		const call = await this.free('download', requestId, listener);
		if (call.kind === 'aborted') return call;
		const httpCode = call.kind === 'job' ? fileTrouble(this.options) : 404;
		if (call.kind !== 'job' && call.kind !== 'notFound') {
			return { kind: 'broken', problem: problem('download-failed') };
		}
		if (httpCode !== undefined) {
			return { kind: 'broken', problem: { ...problem('download-failed'), httpCode } };
		}
		if (call.kind === 'job') call.request.isServed = true;
		return { kind: 'stored', binary: { of: requestId } };
	}

	private async recordedFile(
		address: string,
		listener: Listener,
	): Promise<FreeAnswer<{ kind: 'file'; file: RecordedFile }>> {
		const sha256 = address.slice(address.lastIndexOf('/') + 1);
		const call = await this.traffic.freeCall('file', sha256, listener);
		const { request, fault, aborted, tooMany } = call;
		if (aborted) return { kind: 'aborted' };
		if (tooMany) return { kind: 'problem', problem: tooMany.problem };
		request.isGone = fault?.kind === 'notFound';
		if (request.isGone) return { kind: 'file', file: { isGone: true } };
		if (fault) return { kind: 'problem', problem: problem('download-failed') };
		return { kind: 'file', file: { bytes: 1, sha256 } };
	}

	/** A call that makes a job. `answer` is what the client hears, where that is no plain success. */
	private async paid(phase: 'submit' | 'sync', body: Record<string, unknown>, caller: Caller) {
		const { clock, jobDurationMs = 60_000, latencyMs = 0 } = this.options;
		const marker = String(body.prompt);
		const order = `${caller.life} ${caller.item} ${orderOf(marker)}`;
		if (this.unknownOrders.has(order)) this.resent.push(marker);
		const { request, fault, tooMany } = await this.traffic.arrive(phase, marker, caller);
		const effect = fault && (PAID_FAULTS[fault.kind] ?? NAMING_FAULTS[fault.kind]);
		const number = this.jobs.length;
		const requestId = `job-${number}`;
		const answer = tooMany ?? (effect && fault ? effect.answer(fault, requestId) : undefined);
		const durationMs = typeof jobDurationMs === 'function' ? jobDurationMs(number) : jobDurationMs;
		if (!tooMany && (effect?.accepts ?? true)) {
			const at = clock.now();
			const namedAs = answer?.kind === 'unknown' ? answer.problem.requestId : undefined;
			this.jobs.push({
				requestId,
				marker,
				at,
				doneAt: at + durationMs,
				fails: fault?.kind === 'jobFails',
				isTold: answer === undefined || answer.kind === 'success',
				isSizeTold: false,
				...(namedAs === undefined ? {} : { namedAs }),
				caller,
				body,
				listedAt: at + (this.options.listedAfterMs?.() ?? 0),
			});
		}
		request.outcome = answer?.kind ?? 'success';
		if (answer?.kind === 'unknown') this.unknownOrders.add(order);
		await clock.sleep(effect?.delayMs ?? latencyMs / 2);
		request.endedAt = clock.now();
		return { answer, requestId, durationMs, fault };
	}

	private async makeAtOnce(
		body: Record<string, unknown>,
		signal: AbortSignal,
		caller: Caller,
	): Promise<SyncAnswer<FakeFile>> {
		const { answer, requestId, durationMs, fault } = await this.paid('sync', body, caller);
		if (answer && answer.kind !== 'success') return answer;
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

	/** A free call about a job. */
	private async free(phase: Phase, requestId: string, listener: Listener) {
		if (listener.signal.aborted) return { kind: 'aborted' } as const;
		const job = this.jobs.find((one) => isSameRequest(one.requestId, requestId));
		const isSizeTold = job?.isSizeTold === true;
		const call = this.traffic.freeCall(phase, job?.marker ?? '?', listener);
		Object.assign(this.requests.at(-1) ?? {}, { isSizeTold, requestId });
		const { request, fault, tooMany, aborted } = await call;
		if (aborted) return { kind: 'aborted' } as const;
		if (tooMany) return tooMany;
		const refusal = fault && FREE_FAULTS[fault.kind]?.(fault);
		if (refusal) return refusal;
		if (!job || isForgotten(this.options, phase, job)) return { kind: 'notFound' } as const;
		return { kind: 'job', job, fault, request } as const;
	}
}
