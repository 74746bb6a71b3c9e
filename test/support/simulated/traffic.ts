// The calls on their way to the simulated Segmind: what is recorded of each, how long it takes,
// which fault it meets and whether it is one too many.
import type { RateLimited } from '../../../nodes/PixVerse/domain/answers';
import { limited, type Fault, type Phase } from './faults';
import type { Caller, SegmindOptions, SimulatedRequest } from './words';

type Arrival = {
	request: SimulatedRequest;
	fault: Fault | undefined;
	tooMany: RateLimited | undefined;
};

export interface Listener {
	signal: AbortSignal;
	caller: Caller;
}

export class Traffic {
	readonly requests: SimulatedRequest[] = [];
	private readonly counts = new Map<string, number>();
	private window = { index: -1, used: 0 };

	constructor(private readonly options: SegmindOptions) {}

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

	async travel(signal?: AbortSignal): Promise<void> {
		await this.options.clock.sleep((this.options.latencyMs ?? 0) / 2, signal);
	}

	/** Records a call and lets it travel; tells which fault it meets. */
	async arrive(
		phase: Phase,
		marker: string,
		caller: Caller,
		signal?: AbortSignal,
	): Promise<Arrival> {
		const { clock, faultFor, tellsReset = true } = this.options;
		const request: SimulatedRequest = {
			phase,
			marker,
			at: clock.now(),
			refused: false,
			...caller,
		};
		this.requests.push(request);
		const fault = faultFor?.({ phase, marker, n: this.count(phase, marker) });
		await this.travel(signal);
		const leftMs = phase === 'download' ? undefined : this.overLimit();
		request.refused = leftMs !== undefined;
		const tooMany = leftMs === undefined ? undefined : limited(tellsReset ? leftMs : undefined);
		return { request, fault, tooMany };
	}

	/** A call that costs nothing, and that a Stop aborts. */
	async freeCall(phase: Phase, marker: string, { signal, caller }: Listener) {
		const { clock, transferMs = 0 } = this.options;
		const { request, fault, tooMany } = await this.arrive(phase, marker, caller, signal);
		if (fault?.kind === 'timeout') await clock.sleep(30_000, signal);
		if (phase === 'download') await clock.sleep(transferMs, signal);
		await this.travel(signal);
		request.endedAt = clock.now();
		return { request, fault, tooMany, aborted: signal.aborted };
	}
}
