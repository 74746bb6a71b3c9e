// One item's life through the shipped client and jobs, in a world that answers as it likes.
import type { IBinaryData, IHttpRequestOptions } from 'n8n-workflow';

import type { JobOrder } from '../../../nodes/PixVerse/domain/job';
import { JobMemory } from '../../../nodes/PixVerse/jobs/memory';
import { Pacer } from '../../../nodes/PixVerse/jobs/pacing/pacer';
import { UsualDuration } from '../../../nodes/PixVerse/jobs/pacing/pollSchedule';
import { runJob } from '../../../nodes/PixVerse/jobs/runJob';
import { runSyncJob } from '../../../nodes/PixVerse/jobs/runSyncJob';
import { SegmindClient } from '../../../nodes/PixVerse/transport/segmind/client';
import { fakeHttp, type WireAnswer } from '../fakeHttp';
import { simulatedClock } from '../simulated/clock';

export const OWN = '0b6f6e9e-6a5f-4f0c-9d0e-2f4f2c1f7a11';
export const OTHER = 'ffffffff-0000-4000-8000-000000000000';
const HOSTS = {
	api: 'https://api.test',
	upload: 'https://api.test',
	history: 'https://api.test',
	isDefault: false,
};

export type Answer = (request: IHttpRequestOptions) => WireAnswer;

interface Delivered {
	kind: 'delivered';
	value: unknown;
}

/** In synchronous mode, too. */
type TryOutcome = Awaited<ReturnType<typeof runJob<Delivered, IBinaryData>>>;

/** One item's life, and that of its retry, in a world that answers as it likes. */
export class World {
	submits = 0;
	private readonly memory = new JobMemory<IBinaryData>({});

	constructor(private readonly answer: Answer) {}

	private parts(isSync: boolean) {
		const clock = simulatedClock();
		const stop = new AbortController().signal;
		const api = new SegmindClient({
			context: fakeHttp((request) => {
				if (request.method === 'POST') this.submits += 1;
				return this.answer(request);
			}),
			clock,
			hosts: HOSTS,
			apiKey: 'SG_0123456789abcdef',
			stop,
		});
		const order: JobOrder = {
			itemIndex: 0,
			slug: 'pixverse-v6',
			key: 'key',
			usualDurationMs: isSync ? 1_000 : 60_000,
			wait: true,
			keepsRaw: false,
			buildBody: async () => await Promise.resolve({ kind: 'body', body: { prompt: 'a fox' } }),
		};
		const run = {
			api,
			clock,
			memory: this.memory,
			pacer: new Pacer(clock, () => 0.5, stop),
			usual: new UsualDuration(),
			timeoutMs: 180_000,
			executionId: 'execution 1',
			onSending: () => undefined,
			onNotAccepted: () => undefined,
			onAccepted: () => undefined,
			replaceGone: async () => await Promise.resolve({ kind: 'maySend' as const }),
			stop,
		};
		return { run, order, api };
	}

	async try(): Promise<TryOutcome> {
		const { run, order } = this.parts(false);
		const deliver = async (_: JobOrder, value: unknown) =>
			await Promise.resolve({ kind: 'delivered' as const, value });
		return await runJob<Delivered, IBinaryData>({ ...run, deliver }, order);
	}

	async trySync(anyType: boolean): Promise<TryOutcome> {
		const { run, order, api } = this.parts(true);
		return await runSyncJob<Delivered, IBinaryData>(
			{
				...run,
				send: async ({ slug }, body) =>
					await api.runSync(slug, body, 60_000, () => ({ fileName: 'a.mp4', anyType })),
				deliver: async (_, value) => await Promise.resolve({ kind: 'delivered', value }),
			},
			order,
		);
	}

	/** All that is left of a try: what the user sees, and what the next try knows. */
	traces(outcome: TryOutcome): string {
		return JSON.stringify([outcome, this.memory]);
	}
}
