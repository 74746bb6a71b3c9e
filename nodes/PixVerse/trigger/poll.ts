import { createHash } from 'crypto';

import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { connect, type Connection } from '../actions/input/credential';
import { nodeErrorOf } from '../actions/output/nodeError';
import { problemOfError } from '../actions/output/unexpectedError';
import { systemClock, type Clock } from '../domain/clock';
import type { Failed } from '../domain/outcome';
import type { Problem } from '../domain/problem';
import type { HistoryPort } from '../jobs/history/readPages';
import { newestEnd } from '../jobs/watch/newestEnd';
import type { Watched } from '../jobs/watch/watched';
import { watchJobs } from '../jobs/watch/watchJobs';
import { readMemory, storedMemory } from '../jobs/watch/watchMemory';
import { endedJobItem } from './endedJobItem';
import { OneAtATime } from './oneAtATime';
import { readWatched } from './readWatched';

/** Where n8n does not say how long a poll may take. */
const USUAL_BUDGET_MS = 120_000;

/** The rest is for handing over what was found: n8n throws away what comes later. */
const BUDGET_SHARE = 0.8;

/** The name in the node's static data. */
const MEMORY = 'watch';

/** Polls that are on their way in this process. */
const polls = new OneAtATime();

/**
 * One poll of the trigger, or "Fetch Test Event".
 *
 * @returns one item per job that has ended, oldest first; null where there is no news
 * @throws NodeApiError | NodeOperationError where the history cannot be read, and in a test where
 * there is nothing to show; the memory is then as before
 */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	if (this.getMode() === 'manual') return itemsOrThrow(this, await settled(() => testEvent(this)));
	// n8n does not wait for a poll before it starts the next, and both would tell of the same jobs.
	const key = `${this.getWorkflow().id}/${this.getNode().id}`;
	return await polls.run(key, async () => itemsOrThrow(this, await settled(() => news(this))));
}

type Polled = { kind: 'items'; items: INodeExecutionData[] } | Failed;

function itemsOrThrow(n8n: IPollFunctions, polled: Polled): INodeExecutionData[][] | null {
	if (polled.kind === 'problem') throw nodeErrorOf(n8n.getNode(), polled.problem, undefined);
	return polled.items.length > 0 ? [polled.items] : null;
}

/** What n8n throws, e.g. for a credential that is gone, in the node's own form. */
async function settled(work: () => Promise<Polled>): Promise<Polled> {
	try {
		return await work();
	} catch (error) {
		return { kind: 'problem', problem: problemOfError(error) };
	}
}

async function news(n8n: IPollFunctions): Promise<Polled> {
	return await withHistory(n8n, async ({ port, patientUntilMs, watched, account }) => {
		const kept = n8n.getWorkflowStaticData('node');
		const memory = readMemory(kept[MEMORY]);
		const watching = await watchJobs({ port, memory, account, watched, patientUntilMs });
		if (watching.kind === 'problem') return goesOn(watching.problem);
		if (watching.memory !== memory) kept[MEMORY] = storedMemory(watching.memory);
		return { kind: 'items', items: watching.news.map(endedJobItem) };
	});
}

/** n8n's scheduler waits longer after a failure whose kind it is told. */
function goesOn(problem: Problem): Failed {
	const description = `${problem.description} No job is lost: the next poll goes on where this one began.`;
	const failure = problem.failure ?? { cause: 'temporarily-unavailable' };
	return { kind: 'problem', problem: { ...problem, description, failure } };
}

async function testEvent(n8n: IPollFunctions): Promise<Polled> {
	return await withHistory(n8n, async ({ port, patientUntilMs, watched }) => {
		const newest = await newestEnd(port, watched, patientUntilMs);
		if (newest.kind === 'found') return { kind: 'items', items: [endedJobItem(newest.job)] };
		if (newest.kind === 'problem') return newest;
		if (newest.kind === 'aborted') return { kind: 'problem', problem: testTookTooLong() };
		return { kind: 'problem', problem: nothingToShow(watched) };
	});
}

interface Watch {
	port: HistoryPort;
	patientUntilMs: number;
	watched: Watched;
	account: string;
}

/** Parameters, credential and the time that a poll has. */
async function withHistory(
	n8n: IPollFunctions,
	work: (watch: Watch) => Promise<Polled>,
	clock: Clock = systemClock,
): Promise<Polled> {
	const watched = readWatched(n8n);
	if (!watched.ok) return { kind: 'problem', problem: watched.problem };
	const connection = await connect({ n8n, clock });
	if (!connection.ok) return { kind: 'problem', problem: connection.problem };
	const budgetMs = (n8n.getPollBudgetMs?.() ?? USUAL_BUDGET_MS) * BUDGET_SHARE;
	const timeIsUp = new AbortController();
	const done = new AbortController();
	void clock.sleep(budgetMs, done.signal).then(() => timeIsUp.abort());
	const client = connection.value.client(timeIsUp.signal);
	try {
		return await work({
			port: {
				clock,
				stop: timeIsUp.signal,
				historyPage: async (query) => await client.historyPage(query),
			},
			patientUntilMs: clock.now() + budgetMs,
			watched: watched.value,
			account: accountOf(n8n, connection.value),
		});
	} finally {
		done.abort();
	}
}

/** Another credential or address is another history; the key itself is not in it. */
function accountOf(n8n: IPollFunctions, { hosts }: Connection): string {
	const credentials = Object.values(n8n.getNode().credentials ?? {}).map(({ id }) => id);
	return createHash('sha256')
		.update(JSON.stringify([hosts.api, credentials]))
		.digest('hex')
		.slice(0, 16);
}

function nothingToShow({ event }: Watched): Problem {
	const wanted = event === 'jobFailed' ? 'failed job' : 'finished job';
	return {
		code: 'nothing-to-show',
		message: `There is no ${wanted} of the chosen models in the last 7 days`,
		description:
			'Order a video with a PixVerse node and fetch the test event when it has ended, or choose other Models or another Event.',
	};
}

function testTookTooLong(): Problem {
	return {
		code: 'history-unreadable',
		message: "Segmind's request history did not come in time",
		description: 'Try again in a few minutes.',
		failure: { cause: 'temporarily-unavailable' },
	};
}
