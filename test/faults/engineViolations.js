// The invariants of the design, held against what a sandbox recorded and what a user got.
const { SANDBOX_KEY } = require('../sandbox');

/** A request that was on its way when Stop came may arrive a little later. */
const ON_ITS_WAY_MS = 500;
const STOP_LIMIT_MS = 2_000;

const UNKNOWN_OUTCOMES = ['reset', 'acceptedThenReset', 'acceptedThen504', 'acceptedThenTimeout'];
const CARRIES_KEY = [
	'submit',
	'status',
	'result',
	'sync',
	'upload',
	'history',
	'historyList',
	'credits',
];

function ordered(sandbox) {
	return sandbox.requests.filter(({ phase }) => phase === 'submit' || phase === 'sync');
}

function groupByPrompt(records) {
	const groups = new Map();
	for (const record of records) {
		const { prompt } = record.body ?? {};
		groups.set(prompt, [...(groups.get(prompt) ?? []), record]);
	}
	return groups;
}

/** I1: at most one accepted submit per item, and none after an outcome that nobody knows. */
function boughtTwice(sandbox) {
	const violations = [];
	const failed = new Set(
		sandbox.jobs.filter(({ status }) => status === 'FAILED').map(({ requestId }) => requestId),
	);
	const byMarker = groupByPrompt(ordered(sandbox));
	for (const [marker, records] of byMarker) {
		const paid = records.filter(({ accepted, requestId }) => accepted && !failed.has(requestId));
		if (paid.length > 1) violations.push(`I1: "${marker}" was bought ${paid.length} times`);
		const unknown = records.findIndex(({ fault }) => UNKNOWN_OUTCOMES.includes(fault));
		if (unknown >= 0 && unknown < records.length - 1) {
			violations.push(`I1: "${marker}" was sent again after ${records[unknown].fault}`);
		}
	}
	return violations;
}

/** I2: what was accepted and told ends in the log, and in the output or the error. */
function lostIds({ logged }, sandbox, plan, { end }) {
	const told = sandbox.requests.filter(
		({ accepted, fault, phase, status }) =>
			accepted && fault === null && status === 200 && phase === 'submit',
	);
	const shown = textOf(end);
	const log = logged.join('\n');
	const failed = new Set(
		sandbox.jobs.filter(({ status }) => status === 'FAILED').map(({ requestId }) => requestId),
	);
	return told.flatMap(({ requestId }) => [
		...(log.includes(requestId) ? [] : [`I2: ${requestId} is not in the log`]),
		...(end.status === 'canceled' || failed.has(requestId) || shown.includes(requestId)
			? []
			: [`I2: ${requestId} is in neither output nor error`]),
	]);
}

function textOf({ items, errorItems, error }) {
	const { message, description, context } = error ?? {};
	return JSON.stringify([items, errorItems, message, description, context]);
}

/** I3: an item that is wrong stops the run before anything is sent. */
function sentBeforeJudged(sandbox, { hasBadItem, continues }) {
	const isRefused = hasBadItem && !continues;
	if (!isRefused || sandbox.requests.length === 0) return [];
	return [`I3: ${sandbox.requests.length} requests in spite of a wrong item`];
}

/** I4: the key goes to the API and nowhere else. */
function leakedKey({ decoy, logged }, sandbox, { end }) {
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

/** I6: n items in, n items out, in order, paired; each with its own video, which is a video. */
async function wrongItems({ engine }, sandbox, plan, { end }) {
	if (end.error || end.status !== 'success') return [];
	const violations = [];
	const jobs = new Map(sandbox.jobs.map((job) => [job.requestId, job]));
	if (end.items.length !== plan.count)
		violations.push(`I6: ${end.items.length} of ${plan.count} items`);
	for (const [index, { json, binary, pairedItem }] of end.items.entries()) {
		if (pairedItem?.item !== index) violations.push(`I6: item ${index} is not paired`);
		if (json.error !== undefined && plan.continues) continue;
		const prompt = jobs.get(json.requestId)?.body.prompt;
		if (prompt !== `item ${index};`)
			violations.push(`I6: item ${index} has the video of "${prompt}"`);
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
function oddPolls(sandbox) {
	const ids = new Set(sandbox.jobs.map(({ requestId }) => requestId));
	return sandbox.requests
		.filter(({ phase }) => phase === 'status' || phase === 'result' || phase === 'other')
		.filter(({ path }) => !ids.has(/^\/v2\/requests\/([^/]+)(\/status)?$/.exec(path)?.[1]))
		.map(({ path }) => `I7: a request to ${path}`);
}

function lateAfterStop(sandbox, { end, stoppedAt, stopTookMs, busyMs }) {
	if (end.status !== 'canceled') return [];
	const late = sandbox.requests.filter(({ at }) => at > stoppedAt + ON_ITS_WAY_MS + busyMs);
	return [
		...(stopTookMs > STOP_LIMIT_MS ? [`Stop took ${stopTookMs} ms`] : []),
		...late.map(({ path }) => `a request after Stop: ${path}`),
		...(end.items.length > 0 ? ['a stopped node put something out'] : []),
	];
}

/** @returns {Promise<string[]>} what is wrong with a run; empty for a good one */
async function engineViolations(world, sandbox, plan, seen) {
	return [
		...boughtTwice(sandbox),
		...lostIds(world, sandbox, plan, seen),
		...sentBeforeJudged(sandbox, plan),
		...leakedKey(world, sandbox, seen),
		...(await wrongItems(world, sandbox, plan, seen)),
		...oddPolls(sandbox),
		...lateAfterStop(sandbox, seen),
	];
}

module.exports = { engineViolations };
