// A run of the life of jobs in simulated time, with a schedule of faults drawn from a seed.
const { simulatedClock } = require('../support/simulatedClock');
const { simulatedTry } = require('../support/simulatedRun');
const { FREE_FAULTS, SUBMIT_FAULTS, simulatedSegmind } = require('../support/simulatedSegmind');
const { chanceOf } = require('./chance');

const DAY_MS = 86_400_000;

const KINDS = {
	submit: [...Object.keys(SUBMIT_FAULTS), 'jobFails'],
	status: Object.keys(FREE_FAULTS),
	result: [...Object.keys(FREE_FAULTS), 'noUrl'],
	history: Object.keys(FREE_FAULTS),
	download: ['serverError', 'reset', 'timeout', 'refused', 'notFound'],
};

/** What a seed stands for. */
function planOf(seed) {
	const chance = chanceOf('simulated', seed);
	const count = chance.between(1, 20);
	return {
		chance,
		prompts: chance.many(count, (index) => `item ${index};`),
		concurrency: chance.between(1, 8),
		latencyMs: chance.between(10, 2_000),
		jobDurationMs: chance.between(1_000, 240_000),
		rateLimitPerMinute: chance.is(0.3) ? chance.between(5, 60) : undefined,
		tellsReset: chance.is(0.8),
		faultRate: chance.is(0.2) ? 0 : chance.random() * 0.4,
		timeoutMs: chance.oneOf([30_000, 120_000, 900_000]),
		pollIntervalMs: chance.is(0.3) ? chance.between(500, 30_000) : undefined,
		continueOnFail: chance.is(0.3),
		tries: chance.between(1, 5),
		executions: chance.between(1, 3),
		stopAfterMs: chance.is(0.25) ? chance.between(0, 300_000) : undefined,
	};
}

/** Everything that was seen of a run, for the invariants. */
async function carryOut(jobs, plan) {
	const clock = simulatedClock();
	const { chance } = plan;
	const segmind = simulatedSegmind({
		...plan,
		clock,
		jobDurationMs: () => Math.round(plan.jobDurationMs * (0.5 + chance.random())),
		faultFor({ phase }) {
			if (!chance.is(plan.faultRate)) return undefined;
			const kind = chance.oneOf(KINDS[phase]);
			return { kind, waitMs: chance.is(0.5) ? chance.between(0, 60_000) : undefined };
		},
	});
	const cancel = new AbortController();
	let stoppedAtMs;
	if (plan.stopAfterMs !== undefined) {
		clock.at(clock.now() + plan.stopAfterMs, () => {
			stoppedAtMs = clock.now();
			cancel.abort();
		});
	}
	const logged = [];
	const ends = [];
	let context = {};
	for (let execution = 0; execution < plan.executions; execution += 1) {
		for (let attempt = 0; attempt < plan.tries; attempt += 1) {
			const { random } = chance;
			const run = { ...plan, clock, segmind, context, random, cancel: cancel.signal, logged };
			ends.push(await simulatedTry(jobs, run));
			// As n8n does: with "continue", only the first item decides whether it tries again.
			if (!isToRetry(ends.at(-1))) break;
		}
		if (ends.at(-1).kind !== 'failed') break;
		context = JSON.parse(JSON.stringify(context));
	}
	const end = ends.at(-1);
	const endedAtMs = clock.now();
	await clock.sleep(DAY_MS); // whatever still goes on in the background
	return { end, endedAtMs, stoppedAtMs, segmind, logged };
}

function isToRetry(end) {
	return end.kind === 'failed' || (end.kind === 'items' && end.items[0].kind === 'problem');
}

const idsIn = (end) => {
	if (end.kind === 'failed') return [end.problem.requestId, ...end.otherIds];
	if (end.kind !== 'items') return [];
	return end.items.map((item) => item.problem?.requestId ?? item.value?.requestId);
};

/** The invariants of the design, in the words of their violations. */
function violationsOf(plan, { end, endedAtMs, stoppedAtMs, segmind, logged }) {
	const violations = [];
	const idsOfMarker = new Map(plan.prompts.map((prompt) => [prompt, []]));
	for (const job of segmind.jobs) {
		if (!job.fails) idsOfMarker.get(job.marker).push(job.requestId);
	}
	for (const [marker, ids] of idsOfMarker) {
		if (ids.length > 1) violations.push(`I1: "${marker}" was bought ${ids.length} times`);
	}
	for (const marker of segmind.resent)
		violations.push(`I1: "${marker}" was sent again after an unknown outcome`);

	const told = new Set(idsIn(end));
	for (const { requestId, isTold, fails } of segmind.jobs) {
		if (!isTold) continue;
		if (!logged.includes(requestId)) violations.push(`I2: ${requestId} is not in the log`);
		if (end.kind === 'stopped' || fails) continue;
		if (!told.has(requestId)) violations.push(`I2: ${requestId} is in neither output nor error`);
	}
	if (end.kind === 'items') {
		if (end.items.length !== plan.prompts.length) violations.push(`I6: ${end.items.length} items`);
		end.items.forEach((item, index) => {
			const job = segmind.jobs.find(({ requestId }) => requestId === item.value?.requestId);
			if (item.kind === 'delivered' && job?.marker === plan.prompts[index]) return;
			if (item.kind === 'problem' && plan.continueOnFail) return;
			violations.push(`I6: item ${index} is ${item.kind} of "${job?.marker}"`);
		});
	}
	if (end.kind === 'stopped') {
		if (endedAtMs - stoppedAtMs > 2_000) violations.push('Stop took more than 2 s');
		const late = segmind.requests.filter((request) => request.at > stoppedAtMs);
		if (late.length > 0) violations.push(`${late.length} requests after Stop`);
	}
	return violations;
}

/** Carries out the schedule of a seed. */
async function runSimulated(jobs, seed) {
	const plan = planOf(seed);
	const seen = await carryOut(jobs, plan);
	return {
		violations: violationsOf(plan, seen),
		requests: seen.segmind.requests.length,
		accepted: seen.segmind.jobs.length,
		end: seen.end.kind,
	};
}

module.exports = { runSimulated };
