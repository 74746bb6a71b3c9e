// The simulated Segmind's calls about the account: its credits, the list of its jobs, its uploads.
import type {
	CreditsAnswer,
	HistoryPageAnswer,
	HistoryPageQuery,
	UploadAnswer,
} from '../../../nodes/PixVerse/domain/answers';
import { FREE_FAULTS, refused, type Phase } from './faults';
import { historyRow, listPage, stateOf } from './list';
import type { Listener, Traffic } from './traffic';
import { VIDEO_USD, type SegmindOptions, type SimulatedJob } from './words';

export class AccountCalls {
	oddPages = 0;

	constructor(
		private readonly options: SegmindOptions,
		private readonly traffic: Traffic,
		private readonly jobs: readonly SimulatedJob[],
	) {}

	/** A free call about the account; what the fault leaves of it. */
	private async ofAccount(phase: Phase, marker: string, listener: Listener) {
		if (listener.signal.aborted) return { kind: 'aborted' } as const;
		const { request, fault, tooMany, aborted } = await this.traffic.freeCall(
			phase,
			marker,
			listener,
		);
		if (aborted) return { kind: 'aborted' } as const;
		if (tooMany) return tooMany;
		const refusal = fault && FREE_FAULTS[fault.kind]?.(fault);
		return refusal ?? ({ kind: 'served', request, fault } as const);
	}

	async credits(listener: Listener): Promise<CreditsAnswer> {
		const call = await this.ofAccount('credits', 'credits', listener);
		if (call.kind === 'notFound') return { kind: 'noBalance' };
		if (call.kind !== 'served') return call;
		const made = this.jobs.filter(
			(job) => job.caller && stateOf(job, this.options.clock) === 'COMPLETED',
		);
		const { credits = 100 } = this.options;
		return { kind: 'credits', credits: credits - made.length * VIDEO_USD, freeCredits: 0 };
	}

	async historyPage(query: HistoryPageQuery, listener: Listener): Promise<HistoryPageAnswer> {
		const call = await this.ofAccount('historyList', 'list', listener);
		if (call.kind === 'notFound') return refused('history-unreadable');
		if (call.kind !== 'served') return call;
		const { request, fault } = call;
		if (fault) this.oddPages += 1;
		request.isServed = true;
		const nowMs = this.options.clock.now();
		const listed = this.jobs
			.filter((job) => job.listedAt <= nowMs)
			.map((job) => historyRow(job, stateOf(job, this.options.clock)));
		return { kind: 'page', page: listPage(listed, query, this.options.rowsPerPage, fault?.kind) };
	}

	async upload(sha256: string, listener: Listener): Promise<UploadAnswer> {
		const call = await this.ofAccount('upload', sha256, listener);
		if (call.kind === 'notFound') return refused('unexpected-answer');
		if (call.kind !== 'served') return call;
		call.request.isUploaded = true;
		return { kind: 'uploaded', url: `http://uploads/${sha256}` };
	}
}
