// The trigger in a simulated n8n: what n8n keeps in memory, what it saves, and what a restart loses.
import type { HistoryRecord } from '../../nodes/PixVerse/domain/answers';
import type { Problem } from '../../nodes/PixVerse/domain/problem';
import type { Watched } from '../../nodes/PixVerse/jobs/watch/watched';
import { watchJobs } from '../../nodes/PixVerse/jobs/watch/watchJobs';
import { readMemory, storedMemory } from '../../nodes/PixVerse/jobs/watch/watchMemory';
import { OneAtATime } from '../../nodes/PixVerse/trigger/oneAtATime';
import type { SimulatedHistory } from './simulatedHistory';

export interface PollOptions {
	/** After so many requests the poll's time is over. */
	requestsInTime?: number;
}

export class SimulatedTrigger {
	watched: Watched = { event: 'jobFinished', models: ['pixverse-v6'] };
	account = 'account';
	/** Every job that was emitted, in order. */
	readonly emitted: HistoryRecord[] = [];
	/** The longest that n8n would have had to save. */
	biggestBytes = 0;
	/** n8n's static data in this process, and in its database; JSON texts. */
	private live: string | undefined;
	private saved: string | undefined;
	private readonly polls = new OneAtATime();

	constructor(private readonly history: SimulatedHistory) {}

	/** Activation: a poll whose static data n8n saves whether it emits or not. */
	async activate(): Promise<void> {
		await this.poll();
		this.saved = this.live;
	}

	/** @returns what came of it; null while another is on its way, or where there is no news */
	async poll(options: PollOptions = {}): Promise<HistoryRecord[] | Problem | null> {
		return await this.polls.run('workflow/node', async () => await this.pollAlone(options));
	}

	private async pollAlone({
		requestsInTime,
	}: PollOptions): Promise<HistoryRecord[] | Problem | null> {
		const stored: unknown = this.live === undefined ? undefined : JSON.parse(this.live);
		const watching = await watchJobs({
			port: this.history.port(requestsInTime),
			memory: readMemory(stored),
			account: this.account,
			watched: this.watched,
			patientUntilMs: this.history.nowMs + 60_000,
		});
		if (watching.kind === 'problem') return watching.problem;
		this.live = JSON.stringify(storedMemory(watching.memory));
		this.biggestBytes = Math.max(this.biggestBytes, this.live.length);
		if (watching.news.length === 0) return null;
		this.emitted.push(...watching.news);
		this.saved = this.live;
		return watching.news;
	}

	/** A restart or a crash: n8n goes on with what it has saved. */
	restart(): void {
		this.live = this.saved;
	}

	/** What n8n holds now. */
	get memory(): string {
		return this.live ?? '';
	}

	/** Request IDs of what was emitted, without dashes. */
	emittedIds(): string[] {
		return this.emitted.map(({ requestId }) => requestId.replace(/-/g, '').toLowerCase());
	}
}
