// The invariants that hold over all tries of an execution (a life, as long as n8n remembers it) and
// over lives that share an account: what each try shows, what is ordered, and what is taken up.
import { comparableId } from '../../nodes/PixVerse/domain/requestId';
import type { RequestRecord, Sandbox, SeededJob } from '../sandbox';
import { contentAt, contentOf, type EnginePlan } from './enginePlan';
import type { EngineTry } from './engineTries';
import type { EngineSeen } from './engineViolations';
import { isNodes } from './engineWatcher';

const HOUR_MS = 3_600_000;
/** Longer than rows are late by any fault. */
const LATE_MS = 2_500;

/** Nobody knows whether these were accepted. */
const UNKNOWN_OUTCOMES: readonly unknown[] = [
	'reset',
	'acceptedThenReset',
	'acceptedThen504',
	'acceptedThenTimeout',
];
/** After these the client has read an ID that it can use. */
const TELLING: readonly unknown[] = [
	null,
	'acceptedThenStatus',
	'jsonWith',
	'deepJson',
	'slowDrip',
	'latency',
	'job',
];
/** With these a page of the list is whole, or may be: an odd row need not be on it. */
const WHOLE_LISTS: readonly unknown[] = [
	null,
	'lateRows',
	'oddRows',
	'jsonWith',
	'hugeJson',
	'deepJson',
	'slowDrip',
	'latency',
];
/** An answer to a free call that may mean that a job or a file is no more; redirects lead astray. */
const GONE: readonly unknown[] = [301, 302, 307, 403, 404, 410];

const isOrder = ({ phase }: RequestRecord) => phase === 'submit' || phase === 'sync';

/** What a sandbox recorded, by lives. */
class Lives {
	private readonly failed: Set<string>;

	constructor(
		readonly sandbox: Sandbox,
		readonly plan: EnginePlan,
		readonly seen: EngineSeen,
	) {
		const failed = sandbox.jobs.filter(({ status }) => status === 'FAILED');
		this.failed = new Set(failed.map(({ requestId }) => comparableId(requestId)));
	}

	hasFailed(requestId: string | null | undefined): boolean {
		return this.failed.has(comparableId(requestId ?? ''));
	}

	requestsOf(life: number): RequestRecord[] {
		const { lives } = this.seen;
		return this.sandbox.requests.slice(lives[life], lives[life + 1]).filter(isNodes);
	}

	/** Whether the history is looked into before anything is ordered. */
	looks(life: number): boolean {
		const { first } = this.seen;
		const isCrashed = life > 0 && this.plan.next === 'crashed' && first.status !== 'canceled';
		return this.plan.reuseHours !== undefined || isCrashed;
	}
}

/** I2, of each try: what was accepted and told by its end is in its output or error. */
function lostInTry(all: Lives, one: EngineTry, index: number): string[] {
	if (one.isStopped) return [];
	const shown = comparableId(one.shown);
	const from = all.seen.lives[one.life];
	return all.sandbox.requests
		.slice(from, one.to)
		.filter(
			({ phase, accepted, fault }) => phase === 'submit' && accepted && TELLING.includes(fault),
		)
		.flatMap(({ requestId }) => (all.hasFailed(requestId) ? [] : (requestId ?? [])))
		.filter((requestId) => !shown.includes(comparableId(requestId)))
		.map((requestId) => `I2: ${requestId} is in neither output nor error of try ${index}`);
}

/** What a problem says of a job is true: "nothing was charged" of none that was. */
function falselyFailed(all: Lives, one: EngineTry, index: number): string[] {
	const ids = new Set(all.sandbox.jobs.map(({ requestId }) => comparableId(requestId)));
	return one.problems
		.filter(({ code, requestId = '' }) => code === 'job-failed' && ids.has(comparableId(requestId)))
		.filter(({ requestId }) => !all.hasFailed(requestId))
		.map(({ requestId }) => `try ${index} says that ${requestId} failed, which it did not`);
}

/** What one try of an execution has delivered the next delivers, too. */
function lostVideos(one: EngineTry, index: number, tries: readonly EngineTry[]): string[] {
	const before = tries[index - 1];
	if (one.isStopped || one.delivered.length === 0) return [];
	if (before?.executionId !== one.executionId) return [];
	return before.delivered.flatMap((requestId, item) =>
		requestId !== undefined && one.delivered[item] === undefined
			? [`item ${item} was delivered by try ${index - 1} and not by the next`]
			: [],
	);
}

/** I8: within an execution one job serves one item. */
function servedTwice({ seen }: Lives, life: number): string[] {
	const served = new Map<string, number>();
	const uses = seen.tries
		.filter((one) => one.life === life)
		.flatMap(({ delivered }) => delivered.map((requestId, item) => ({ requestId, item })));
	return uses.flatMap(({ requestId, item }) => {
		if (requestId === undefined) return [];
		const other = served.get(comparableId(requestId)) ?? item;
		served.set(comparableId(requestId), item);
		return other === item ? [] : [`I8: ${requestId} serves items ${other} and ${item}`];
	});
}

/**
 * I1 and I8: of equal items each is served once, by a job that stood in the history, by an order
 * that was paid, or by one of which nobody knows. Beyond that nothing is sent.
 */
function boughtTooMuch(all: Lives, life: number): string[] {
	const { plan } = all;
	const wanted = Array.from({ length: plan.count }, (_, index) => contentAt(plan, index));
	const orders = all.requestsOf(life).filter(isOrder);
	return [...new Set(wanted)].flatMap((content) => {
		const items = wanted.filter((one) => one === content).length;
		const found = Math.min(items, all.looks(life) ? usableRows(all, life, content) : 0);
		let settled = 0;
		return orders.flatMap((order) => {
			if (contentOfOrder(order) !== content) return [];
			const isOneTooMany = settled >= items - found;
			const isPaid = order.accepted && !all.hasFailed(order.requestId);
			if (isPaid || UNKNOWN_OUTCOMES.includes(order.fault)) settled += 1;
			const why = `${items} items, ${found} in the history, ${settled} ordered`;
			return isOneTooMany ? [`I1, I8: life ${life} orders ${content} once more: ${why}`] : [];
		});
	});
}

function contentOfOrder({ body }: RequestRecord): string | undefined {
	return typeof body === 'object' && body !== null ? contentOf({ ...body }) : undefined;
}

/** Rows that surely stood in the history at a life's first look, and could be used to the end. */
function usableRows(all: Lives, life: number, content: string): number {
	const { plan, seen, sandbox } = all;
	const requests = all.requestsOf(life);
	const look = requests.find(({ phase }) => phase === 'historyList');
	// Another prompt each time: nothing is equal.
	if (!look || plan.evaluatesAnew) return 0;
	const hasLostPictures = requests.some(({ phase, status }) => phase === 'asset' && status !== 200);
	if (plan.withPictures && hasLostPictures) return 0;
	const gone = new Set(
		requests
			.filter(({ status }) => GONE.includes(status))
			.map(({ requestId }) => comparableId(requestId ?? '')),
	);
	const before = sandbox.requests.slice(0, seen.lives[life]).map(({ requestId }) => requestId);
	const own = sandbox.jobs.filter(
		({ requestId, createdAt, status }) =>
			before.includes(requestId) && status !== 'FAILED' && createdAt < look.at - LATE_MS,
	);
	return [...own, ...seen.earlier.filter((job) => isUsable(job, plan))].filter(
		({ requestId, body }) =>
			body !== undefined && contentOf(body) === content && !gone.has(comparableId(requestId)),
	).length;
}

/** A crashed execution looks for what was ordered since it began. */
function isUsable({ status, url, agoMs = 0 }: SeededJob, { reuseHours = 0 }: EnginePlan): boolean {
	return status !== 'FAILED' && url !== null && agoMs < reuseHours * HOUR_MS;
}

/** I8: what cannot be read is not trusted. */
function orderedUnread(all: Lives, one: EngineTry, index: number): string[] {
	if (!all.looks(one.life)) return [];
	const requests = all.sandbox.requests.slice(one.from, one.to).filter(isNodes);
	const firstOrder = requests.findIndex(isOrder);
	if (firstOrder < 0) return [];
	const looks = requests.slice(0, firstOrder).filter(({ phase }) => phase === 'historyList');
	const look = looks.at(-1);
	if (!look) return [`I8: try ${index} orders without a look into the history`];
	const isRead = look.status === 200 && WHOLE_LISTS.includes(look.fault);
	return isRead ? [] : [`I8: try ${index} orders after a look that ended with ${look.fault}`];
}

export function livesViolations(sandbox: Sandbox, plan: EnginePlan, seen: EngineSeen): string[] {
	const all = new Lives(sandbox, plan, seen);
	return [
		...seen.tries.flatMap((one, index) => [
			...lostInTry(all, one, index),
			...falselyFailed(all, one, index),
			...lostVideos(one, index, seen.tries),
			...orderedUnread(all, one, index),
		]),
		...seen.lives.flatMap((_, life) => [...servedTwice(all, life), ...boughtTooMuch(all, life)]),
	];
}
