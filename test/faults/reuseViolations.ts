// I8, held against what the simulated Segmind knew when the history was read: with reuse no order
// is sent for which an equal, unfailed, untaken job stood there, and one job serves one item.
import { comparableId, isSameRequest } from '../../nodes/PixVerse/domain/requestId';
import type { Look } from '../support/simulated/reuse';
import type { SimulatedJob, SimulatedRequest } from '../support/simulated/words';
import { contentOf, contentOfJob, type Plan } from './simulatedPlan';
import type { Seen } from './simulatedViolations';

const isOrder = ({ phase }: SimulatedRequest) => phase === 'submit' || phase === 'sync';

/** What stood in the history at a look and was to be taken, but was not. */
function leftOver(plan: Plan, seen: Seen, look: Look, item: number): SimulatedJob[] {
	const { looks, segmind } = seen;
	const content = contentOf(plan, look.prompts[item] ?? '', item);
	const before = looks.filter(
		({ life, endedAtMs }) => life === look.life && endedAtMs <= look.endedAtMs,
	);
	const taken = before.flatMap((one) => one.taken);
	const isTaken = ({ requestId }: SimulatedJob) =>
		taken.some((one) => isSameRequest(one.requestId, requestId));
	const goneFiles = segmind.requests
		.filter(({ phase, life, isGone }) => phase === 'file' && life === look.life && isGone)
		.map(({ marker }) => marker);
	const isWanted = (job: SimulatedJob) =>
		contentOfJob(job) === content &&
		job.at >= look.fromMs &&
		!(job.fails && job.doneAt <= look.endedAtMs) &&
		!(job.hasNoUrl && job.doneAt <= look.endedAtMs) &&
		!(job.isTold && job.caller?.life === look.life) &&
		!goneFiles.includes(plan.pictures[item] ?? '');
	const free = look.listed
		.filter((job) => isWanted(job) && !isTaken(job))
		.sort((one, other) => one.at - other.at);
	return free.slice(0, Math.max(0, free.length - countOwnWithoutId(plan, seen, look, content)));
}

/** As many of the newest rows as are this execution's own, where none of them is known by its ID. */
function countOwnWithoutId(plan: Plan, seen: Seen, look: Look, content: string): number {
	const own = seen.segmind.requests.filter(
		({ life, item, marker, at, outcome }) =>
			life === look.life &&
			contentOf(plan, marker, item) === content &&
			at < look.endedAtMs &&
			(outcome === 'success' || outcome === 'unknown'),
	);
	const isListed = look.listed.some(
		(job) => job.isTold && job.caller?.life === look.life && contentOfJob(job) === content,
	);
	const isSettled = seen.looks.some(
		({ life, prompts, endedAtMs, taken }) =>
			life === look.life &&
			endedAtMs <= look.endedAtMs &&
			taken.some(
				({ isSettling, item, requestId }) =>
					isSettling &&
					contentOf(plan, prompts[item] ?? '', item) === content &&
					look.listed.some((job) => isSameRequest(job.requestId, requestId)),
			),
	);
	return isListed || isSettled ? 0 : own.length;
}

function orderedInSpite(plan: Plan, seen: Seen): string[] {
	return seen.segmind.requests.filter(isOrder).flatMap((order) => {
		const { item, life, at, marker } = order;
		const look = seen.looks.filter((one) => one.life === life && one.endedAtMs <= at).at(-1);
		if (!look) return [`I8: "${marker}" was ordered without a look into the history`];
		if (look.end !== 'found') return [`I8: "${marker}" was ordered though the look failed`];
		const left = leftOver(plan, seen, look, item);
		return left.map(
			({ requestId }) => `I8: "${marker}" was ordered though ${requestId} stood in the history`,
		);
	});
}

function wronglyTaken(plan: Plan, { looks, segmind }: Seen): string[] {
	return looks.flatMap(({ prompts, taken }) =>
		taken.flatMap(({ item, requestId }) => {
			const job = segmind.jobs.find((one) => isSameRequest(one.requestId, requestId));
			if (job && contentOfJob(job) === contentOf(plan, prompts[item] ?? '', item)) return [];
			return [`I8: item ${item} took ${requestId}, which is another order`];
		}),
	);
}

/** Within an execution one job serves one item. */
function servedTwice({ looks, tries }: Seen): string[] {
	const served = new Map<string, number>();
	const uses = [
		...looks.flatMap(({ life, taken }) => taken.map((one) => ({ life, ...one }))),
		...tries.flatMap(({ life, end }) =>
			end.kind !== 'items'
				? []
				: end.items.flatMap((one, item) =>
						one.kind === 'delivered' ? [{ life, item, requestId: one.value.requestId ?? '' }] : [],
					),
		),
	];
	return uses.flatMap(({ life, item, requestId }) => {
		const key = `${life} ${comparableId(requestId)}`;
		const other = served.get(key) ?? item;
		served.set(key, item);
		return other === item || requestId === ''
			? []
			: [`I8: ${requestId} serves items ${other} and ${item}`];
	});
}

function unreadableTrusted({ looks }: Seen): string[] {
	return looks.flatMap(({ end, oddPages, isLastPageServed }) =>
		end === 'found' && (oddPages > 0 || !isLastPageServed)
			? ['I8: a history that cannot be read was trusted']
			: [],
	);
}

export function reuseViolations(plan: Plan, seen: Seen): string[] {
	if (!plan.reuse) return [];
	return [
		...orderedInSpite(plan, seen),
		...wronglyTaken(plan, seen),
		...servedTwice(seen),
		...unreadableTrusted(seen),
	];
}
