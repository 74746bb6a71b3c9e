// The invariants of the design, held against what a sandbox recorded and what a user got.
import { comparableId } from '../../nodes/PixVerse/domain/requestId';
import { SANDBOX_KEY, type Sandbox, type SeededJob } from '../sandbox';
import type { OutputItem, RunResult } from '../support/runNode';
import type { EngineWorld } from './engine';
import { contentAt, contentOf, VIDEO_BYTES, type EnginePlan } from './enginePlan';
import type { EngineTry } from './engineTries';
import { isNodes } from './engineWatcher';

export interface EngineSeen {
	/** The first life's end. */
	first: RunResult;
	end: RunResult;
	tries: EngineTry[];
	/** The first request of each life: of executions that share what n8n keeps. */
	lives: number[];
	/** What the history held before. */
	earlier: Array<SeededJob & { requestId: string }>;
	stoppedAt: number | undefined;
	stopTookMs: number;
	/** How long this process was too busy to do anything since Stop. */
	busyMs: number;
}

/** A request that was on its way when Stop came may arrive a little later. */
const ON_ITS_WAY_MS = 500;
const STOP_LIMIT_MS = 2_000;

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

/** I2: what was accepted and told is in the log, which is all that is left after a Stop. */
function unlogged({ logged }: EngineWorld, sandbox: Sandbox): string[] {
	const log = logged.join('\n');
	return sandbox.requests
		.filter(({ accepted, fault, phase }) => accepted && fault === null && phase === 'submit')
		.flatMap(({ requestId }) => requestId ?? [])
		.filter((requestId) => !log.includes(requestId))
		.map((requestId) => `I2: ${requestId} is not in the log`);
}

function textOf({ items, errorItems, error }: RunResult): string {
	const shown = error && [error.message, error.description, error.context];
	return JSON.stringify([items, errorItems, shown]);
}

/** I3: an item that is wrong stops the run before anything is sent. */
function sentBeforeJudged(sandbox: Sandbox, { hasBadItem, continues }: EnginePlan): string[] {
	if (!hasBadItem || continues) return [];
	const sent = sandbox.requests.filter(isNodes);
	return sent.map(({ path }) => `I3: ${path} was asked for in spite of a wrong item`);
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
	{ end, earlier }: EngineSeen,
): Promise<string[]> {
	if (end.error || end.status !== 'success') return [];
	const violations: string[] = [];
	const bodies = new Map(
		[...sandbox.jobs, ...earlier].map(({ requestId, body = {} }) => [
			comparableId(requestId),
			body,
		]),
	);
	if (end.items.length !== plan.count)
		violations.push(`I6: ${end.items.length} of ${plan.count} items`);
	for (const [index, { json, binary, pairedItem }] of end.items.entries()) {
		if (!isPaired(pairedItem, index)) violations.push(`I6: item ${index} is not paired`);
		if (json.error !== undefined && plan.continues) continue;
		const content = contentOf(bodies.get(comparableId(String(json.requestId))) ?? {});
		if (content !== contentAt(plan, index)) violations.push(`I6: item ${index} has ${content}`);
		if (!binary?.data) {
			violations.push(`I6: item ${index} has no video`);
			continue;
		}
		const bytes = await engine.binaryData.getAsBuffer(binary.data);
		if (bytes.toString('latin1', 4, 8) !== 'ftyp' || bytes.length !== VIDEO_BYTES) {
			violations.push(`I6: the file of item ${index} (${bytes.length} bytes) is not its video`);
		}
	}
	return violations;
}

/** I7: polls go to addresses that are built from a request ID. */
function oddPolls(sandbox: Sandbox, { earlier }: EngineSeen): string[] {
	// A job that was taken up from the history has its ID in the history's form.
	const ids = new Set(
		[...sandbox.jobs, ...earlier].map(({ requestId }) => comparableId(requestId)),
	);
	return sandbox.requests
		.filter(({ phase }) => phase === 'status' || phase === 'result' || phase === 'other')
		.filter(
			({ path }) =>
				!ids.has(comparableId(/^\/v2\/requests\/([^/]+)(\/status)?$/.exec(path)?.[1] ?? '')),
		)
		.map(({ path }) => `I7: a request to ${path}`);
}

function lateAfterStop(sandbox: Sandbox, seen: EngineSeen): string[] {
	const { first: end, lives, stoppedAt, stopTookMs, busyMs } = seen;
	if (end.status !== 'canceled' || stoppedAt === undefined) return [];
	const late = sandbox.requests
		.slice(0, lives[1])
		.filter((one) => one.at > stoppedAt + ON_ITS_WAY_MS + busyMs && isNodes(one));
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
		...unlogged(world, sandbox),
		...sentBeforeJudged(sandbox, plan),
		...leakedKey(world, sandbox, seen),
		...(await wrongItems(world, sandbox, plan, seen)),
		...oddPolls(sandbox, seen),
		...lateAfterStop(sandbox, seen),
	];
}
