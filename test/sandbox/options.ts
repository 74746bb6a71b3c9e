import { TIME_FORMATS, type TimeFormat } from './account/historyRows';
import type { SeededJob } from './account/seededJobs';
import type { AddedModel } from './catalogue';
import type { Clock } from './clock';
import type { Fault } from './faults/parameters';
import { SANDBOX_KEY } from './keys';
import type { JsonObject } from './protocol';
import type { RequestRecord } from './records';
import { isResultShape, RESULT_SHAPES, type Media, type ResultShape } from './resultShapes';
import { count, flag, isFunction, list, oneOf, orNothing, perJob, text, type Rule } from './rules';

const HOUR_MS = 3_600_000;

/** A value, or what says it for a job: `n` counts jobs from 0. */
export type PerJob<Value> = Value | ((body: JsonObject, n: number, slug: string) => Value);

/** A form of the result, or what makes its whole body. */
export type ShapeOption =
	ResultShape | ((body: JsonObject, job: { requestId: string } & Media) => JsonObject);

/** Options that `configure` may change. README.md explains each. */
export interface ChangeableOptions {
	apiKeys: string[];
	credits: number;
	freeCredits: number;
	jobDurationMs: PerJob<number>;
	queueMs: PerJob<number> | null;
	rateLimitPerMinute: number | null;
	pollsCount: boolean;
	syncAnswer: 'bytes' | 'json';
	uploadAnswer: 'file_urls' | 'urls';
	historyIds: 'hex' | 'uuid';
	historyEnvelope: string | null;
	historyBodies: 'object' | 'text';
	historyTimes: TimeFormat;
	historyDelayMs: PerJob<number>;
	history: SeededJob[];
	resultShape: ShapeOption;
	recordTtlMs: number;
	fileTtlMs: number;
	videoBytes: PerJob<number | null> | null;
	accountEmail: string;
	accountId: string;
	publicUrl: string | null;
	models: AddedModel[];
	faults: Fault[];
	seed: number | string;
	log: ((line: string, record: RequestRecord) => void) | null;
	onRequest: ((record: RequestRecord) => void) | null;
}

/** Options that hold for the life of the server. */
export interface FixedOptions {
	port: number;
	host: string;
	/** Null is the real one. */
	clock: Clock | null;
}

export type AllOptions = ChangeableOptions & FixedOptions;

type Given<Options> = { [K in keyof Options]?: Options[K] | undefined };

/** What `startSandbox` takes; whatever is missing or undefined has its default. */
export type SandboxOptions = Given<AllOptions>;

const DEFAULTS: ChangeableOptions = {
	apiKeys: [SANDBOX_KEY],
	credits: 100,
	freeCredits: 0,
	jobDurationMs: 3000,
	queueMs: null,
	rateLimitPerMinute: null,
	pollsCount: true,
	syncAnswer: 'bytes',
	uploadAnswer: 'file_urls',
	historyIds: 'hex',
	historyEnvelope: 'data',
	historyBodies: 'object',
	historyTimes: 'utc',
	historyDelayMs: 0,
	history: [],
	resultShape: 'documented',
	recordTtlMs: HOUR_MS,
	fileTtlMs: 7 * 24 * HOUR_MS,
	videoBytes: null,
	accountEmail: 'sandbox.user@example.com',
	accountId: 'sandbox-user',
	publicUrl: null,
	models: [],
	faults: [],
	seed: 1,
	log: null,
	onRequest: null,
};

const FIXED_DEFAULTS: FixedOptions = { port: 0, host: '127.0.0.1', clock: null };

const hasNow = (value: unknown) =>
	typeof value === 'object' && value !== null && 'now' in value && isFunction(value.now);

const RULES: Record<keyof AllOptions, Rule> = {
	port: count,
	host: text,
	clock: orNothing({ says: 'an object with now()', holds: hasNow }),
	apiKeys: list,
	credits: count,
	freeCredits: count,
	jobDurationMs: perJob,
	queueMs: orNothing(perJob),
	rateLimitPerMinute: orNothing(count),
	pollsCount: flag,
	syncAnswer: oneOf('bytes', 'json'),
	uploadAnswer: oneOf('file_urls', 'urls'),
	historyIds: oneOf('hex', 'uuid'),
	historyEnvelope: orNothing(text),
	historyBodies: oneOf('object', 'text'),
	historyTimes: oneOf(...TIME_FORMATS),
	historyDelayMs: perJob,
	history: list,
	resultShape: {
		says: `a function (body, job) => object, or one of ${RESULT_SHAPES.join(', ')}`,
		holds: (value) => isFunction(value) || isResultShape(value),
	},
	recordTtlMs: count,
	fileTtlMs: count,
	videoBytes: orNothing(perJob),
	accountEmail: text,
	accountId: text,
	publicUrl: orNothing(text),
	models: list,
	faults: list,
	seed: {
		says: 'a number or a text',
		holds: (value) => ['number', 'string'].includes(typeof value),
	},
	log: orNothing({ says: 'a function (line, record) => void', holds: isFunction }),
	onRequest: orNothing({ says: 'a function (record) => void', holds: isFunction }),
};

const isOption = (name: string): name is keyof AllOptions => name in RULES;

/** Throws a TypeError that says which option is wrong, and what is allowed. */
function check<Options extends object>(
	given: object,
	known: Options,
): asserts given is Partial<Options> {
	for (const [name, value] of Object.entries(given)) {
		if (!isOption(name) || !(name in known)) {
			throw new TypeError(
				`The sandbox has no option "${name}" here. It has: ${Object.keys(known).join(', ')}`,
			);
		}
		if (!RULES[name].holds(value)) {
			throw new TypeError(`The sandbox's option "${name}" must be ${RULES[name].says}`);
		}
	}
}

const withoutUndefined = (given: object): object =>
	Object.fromEntries(
		Object.entries(given).filter(([, value]: [string, unknown]) => value !== undefined),
	);

/** The options to start with: those given over the defaults. Throws a TypeError on a wrong one. */
export function startOptions(given: SandboxOptions = {}): AllOptions {
	const all = { ...FIXED_DEFAULTS, ...DEFAULTS };
	const wanted = withoutUndefined(given);
	check<AllOptions>(wanted, all);
	return { ...all, ...wanted };
}

/** What `configure` may change, checked. Throws a TypeError on a wrong or fixed option. */
export function changedOptions(given: object): Partial<ChangeableOptions> {
	const wanted = withoutUndefined(given);
	check<ChangeableOptions>(wanted, DEFAULTS);
	return wanted;
}

export const OPTION_NAMES = Object.keys(RULES);
