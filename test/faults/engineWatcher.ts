// I9 beside a schedule: a PixVerse Trigger that polls the same account all the while, is restarted,
// polls twice at a time and meets the faults of the list. It emits each ended job exactly once.
import { comparableId } from '../../nodes/PixVerse/domain/requestId';
import type { RequestRecord, Sandbox, SeededJob } from '../sandbox';
import type { Engine } from '../support/engine';
import { PollingTrigger } from '../support/pollingTrigger';
import { chanceOf, type Chance } from '../support/random';

/** Another key of the same account, by which its requests are told apart. */
export const WATCHER_KEY = 'SG_fedcba9876543210';

export const isNodes = ({ headers }: RequestRecord) => headers['x-api-key'] !== WATCHER_KEY;

const POLL_BUDGET_MS = 2_000;
const LAST_JOBS_MS = 10_000;

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

export class EngineWatcher {
	private readonly chance: Chance;
	private readonly emitted: string[] = [];
	private trigger: PollingTrigger;
	private isOver = false;
	private polling: Promise<void> = Promise.resolve();

	constructor(
		engine: Engine,
		private readonly sandbox: Sandbox,
		seed: number,
	) {
		this.chance = chanceOf('watcher', seed);
		this.trigger = new PollingTrigger(engine, {
			credential: { apiKey: WATCHER_KEY, baseUrl: sandbox.url },
			// Polls of one workflow and node exclude each other in a process.
			workflowId: `watcher ${seed}`,
			pollBudgetMs: POLL_BUDGET_MS,
		});
	}

	/** The first poll; what goes on from there is news. */
	async begin(): Promise<void> {
		this.note((await this.trigger.activate()).items);
		this.polling = this.pollOnAndOn();
	}

	private note(items: ReadonlyArray<{ json: { requestId?: unknown } }>): void {
		this.emitted.push(...items.map(({ json }) => comparableId(String(json.requestId))));
	}

	private async poll(): Promise<void> {
		this.note((await this.trigger.poll()).items);
	}

	private async pollOnAndOn(): Promise<void> {
		const { chance } = this;
		while (!this.isOver) {
			await Promise.all([this.poll(), ...(chance.is(0.2) ? [this.poll()] : [])]);
			if (chance.is(0.2)) this.trigger = this.trigger.restarted();
			await pause(chance.between(20, 400));
		}
	}

	/** The last polls, when all jobs have ended and nothing breaks any more. */
	async end(): Promise<void> {
		this.isOver = true;
		await this.polling;
		this.sandbox.clearFaults();
		const endMs = Date.now() + LAST_JOBS_MS;
		const isOpen = () => this.sandbox.jobs.some(({ status }) => !/COMPLETED|FAILED/.test(status));
		while (isOpen() && Date.now() < endMs) await pause(50);
		await this.poll();
		await this.poll();
	}

	violations(earlier: readonly SeededJob[]): string[] {
		const count = (id: string) => this.emitted.filter((one) => one === comparableId(id)).length;
		const wrong = this.sandbox.jobs.flatMap(({ requestId, status }) => {
			const times = count(requestId);
			return times === (status === 'COMPLETED' ? 1 : 0)
				? []
				: [`I9: ${requestId}, ${status}, was emitted ${times} times`];
		});
		const old = earlier.filter(({ status, requestId = '' }) => {
			// What is under way at the first poll may end later; its end is then news.
			return count(requestId) > (status === 'PENDING' ? 1 : 0);
		});
		return [...wrong, ...old.map(({ requestId }) => `I9: ${requestId} is no news`)];
	}
}
