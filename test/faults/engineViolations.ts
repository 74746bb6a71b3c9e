// The invariants of the design, held against what a sandbox recorded and what a user got.
import { comparableId } from '../../nodes/PixVerse/domain/requestId';
import { SANDBOX_KEY, type RequestRecord, type Sandbox } from '../sandbox';
import type { OutputItem, RunResult } from '../support/runNode';
import type { EnginePlan, EngineWorld } from './engine';

export interface EngineSeen {
	end: RunResult;
	stoppedAt: number | undefined;
	stopTookMs: number;
	/** How long this process was too busy to do anything since Stop. */
	busyMs: number;
}

/** A request that was on its way when Stop came may arrive a little later. */
const ON_ITS_WAY_MS = 500;
const STOP_LIMIT_MS = 2_000;

const UNKNOWN_OUTCOMES: readonly unknown[] = [
	'reset',
	'acceptedThenReset',
	'acceptedThen504',
	'acceptedThenTimeout',
];
const CARRIES_KEY: readonly string[] = [
	'submit',
	'status',
	'result',
	'sync',
	'upload',
	'history',
	'historyList',
	'credits',
];

function ordered(sandbox: Sandbox): RequestRecord[] {
	return sandbox.requests.filter(({ phase }) => phase === 'submit' || phase === 'sync');
}

function promptOf(body: unknown): unknown {
	if (typeof body !== 'object' || body === null || !('prompt' in body)) return undefined;
	// What an expression added that evaluates anew is no part of which item it is.
	return String(body.prompt).replace(/;.*$/, ';');
}

function groupByPrompt(records: readonly RequestRecord[]): Map<unknown, RequestRecord[]> {
	const groups = new Map<unknown, RequestRecord[]>();
	for (const record of records) {
		const prompt = promptOf(record.body);
		groups.set(prompt, [...(groups.get(prompt) ?? []), record]);
	}
	return groups;
}

/** I1: at most one accepted submit per item, and none after an outcome that nobody knows. */
function boughtTwice(sandbox: Sandbox): string[] {
	const violations: string[] = [];
	const failed = new Set(
		sandbox.jobs.filter(({ status }) => status === 'FAILED').map(({ requestId }) => requestId),
	);
	const byMarker = groupByPrompt(ordered(sandbox));
	for (const [marker, records] of byMarker) {
		const paid = records.filter(
			({ accepted, requestId }) => accepted && !failed.has(requestId ?? ''),
		);
		if (paid.length > 1) violations.push(`I1: "${String(marker)}" was bought ${paid.length} times`);
		const unknown = records.findIndex(({ fault }) => UNKNOWN_OUTCOMES.includes(fault));
		if (unknown >= 0 && unknown < records.length - 1) {
			violations.push(`I1: "${String(marker)}" was sent again after ${records[unknown]?.fault}`);
		}
	}
	return violations;
}

/** I2: what was accepted and told ends in the log, and in the output or the error. */
function lostIds({ logged }: EngineWorld, sandbox: Sandbox, { end }: EngineSeen): string[] {
	const told = sandbox.requests.filter(
		({ accepted, fault, phase, status }) =>
			accepted && fault === null && status === 200 && phase === 'submit',
	);
	const shown = textOf(end);
	const log = logged.join('\n');
	const failed = new Set(
		sandbox.jobs.filter(({ status }) => status === 'FAILED').map(({ requestId }) => requestId),
	);
	const ids = told.flatMap(({ requestId }) => requestId ?? []);
	return ids.flatMap((requestId) => [
		...(log.includes(requestId) ? [] : [`I2: ${requestId} is not in the log`]),
		...(end.status === 'canceled' || failed.has(requestId) || shown.includes(requestId)
			? []
			: [`I2: ${requestId} is in neither output nor error`]),
	]);
}

function textOf({ items, errorItems, error }: RunResult): string {
	const shown = error && [error.message, error.description, error.context];
	return JSON.stringify([items, errorItems, shown]);
}

/** I3: an item that is wrong stops the run before anything is sent. */
function sentBeforeJudged(sandbox: Sandbox, { hasBadItem, continues }: EnginePlan): string[] {
	const isRefused = hasBadItem && !continues;
	if (!isRefused || sandbox.requests.length === 0) return [];
	return [`I3: ${sandbox.requests.length} requests in spite of a wrong item`];
}

/** I4: the key goes to the API and nowhere else. */
function leakedKey(
	{ decoy, logged }: EngineWorld,
	sandbox: Sandbox,
	{ end }: EngineSeen,
): string[] {
	const away = sandbox.requests.filter(
		({ keySeen, phase }) => keySeen && !CARRIES_KEY.includes(phase),
	);
	const decoyed = decoy.requests.filter(({ keySeen }) => keySeen);
	const shown = [textOf(end), JSON.stringify(end.hints), ...logged].some((text) =>
		text.includes(SANDBOX_KEY),
	);
	return [
		...away.map(({ path }) => `I4: the key went to ${path}`),
		...decoyed.map(({ path }) => `I4: the key followed a redirect to ${path}`),
		...(shown ? ['I4: the key is in output, error or log'] : []),
	];
}

const isPaired = (paired: OutputItem['pairedItem'], index: number): boolean =>
	typeof paired === 'object' && 'item' in paired && paired.item === index;

/** I6: n items in, n items out, in order, paired; each with its own video, which is a video. */
async function wrongItems(
	{ engine }: EngineWorld,
	sandbox: Sandbox,
	plan: EnginePlan,
	{ end }: EngineSeen,
): Promise<string[]> {
	if (end.error || end.status !== 'success') return [];
	const violations: string[] = [];
	const jobs = new Map(sandbox.jobs.map((job) => [comparableId(job.requestId), job]));
	if (end.items.length !== plan.count)
		violations.push(`I6: ${end.items.length} of ${plan.count} items`);
	for (const [index, { json, binary, pairedItem }] of end.items.entries()) {
		if (!isPaired(pairedItem, index)) violations.push(`I6: item ${index} is not paired`);
		if (json.error !== undefined && plan.continues) continue;
		const prompt = promptOf(jobs.get(comparableId(String(json.requestId)))?.body);
		if (prompt !== `item ${index};`)
			violations.push(`I6: item ${index} has the video of "${String(prompt)}"`);
		if (!binary?.data) {
			violations.push(`I6: item ${index} has no video`);
			continue;
		}
		const bytes = await engine.binaryData.getAsBuffer(binary.data);
		if (bytes.toString('latin1', 4, 8) !== 'ftyp' || bytes.length !== 20_000) {
			violations.push(`I6: the file of item ${index} (${bytes.length} bytes) is not its video`);
		}
	}
	return violations;
}

/** I7: polls go to addresses that are built from a request ID. */
function oddPolls(sandbox: Sandbox): string[] {
	// A job that was taken up from the history has its ID in the history's form.
	const ids = new Set(sandbox.jobs.map(({ requestId }) => comparableId(requestId)));
	return sandbox.requests
		.filter(({ phase }) => phase === 'status' || phase === 'result' || phase === 'other')
		.filter(
			({ path }) =>
				!ids.has(comparableId(/^\/v2\/requests\/([^/]+)(\/status)?$/.exec(path)?.[1] ?? '')),
		)
		.map(({ path }) => `I7: a request to ${path}`);
}

function lateAfterStop(sandbox: Sandbox, seen: EngineSeen): string[] {
	const { end, stoppedAt, stopTookMs, busyMs } = seen;
	if (end.status !== 'canceled' || stoppedAt === undefined) return [];
	const late = sandbox.requests.filter(({ at }) => at > stoppedAt + ON_ITS_WAY_MS + busyMs);
	return [
		...(stopTookMs > STOP_LIMIT_MS ? [`Stop took ${stopTookMs} ms`] : []),
		...late.map(({ path }) => `a request after Stop: ${path}`),
		...(end.items.length > 0 ? ['a stopped node put something out'] : []),
	];
}

/** What is wrong with a run; empty for a good one. */
export async function engineViolations(
	world: EngineWorld,
	sandbox: Sandbox,
	plan: EnginePlan,
	seen: EngineSeen,
): Promise<string[]> {
	return [
		...boughtTwice(sandbox),
		...lostIds(world, sandbox, seen),
		...sentBeforeJudged(sandbox, plan),
		...leakedKey(world, sandbox, seen),
		...(await wrongItems(world, sandbox, plan, seen)),
		...oddPolls(sandbox),
		...lateAfterStop(sandbox, seen),
	];
}
