/**
 * What Segmind does with a body. Up front it looks only whether required fields are there (400)
 * and whether values lie in a field's fixed set (406); all else fails during generation, where
 * v2 answers 422 and v1 answers 500, and nothing is charged.
 */
import type { RuleName } from '../fixtures/segmindFacts';
import type { Model, ModelParam } from './catalogue';
import type { JsonObject } from './protocol';

/** People put these into a prompt to try their error branch. */
const FAILING_PROMPTS = new Map([
	['[fail]', 'Internal error while the video was generated'],
	['[moderated]', 'content_policy_violation: the prompt or the media was blocked by moderation'],
]);

const isMissing = (value: unknown) => value === undefined || value === null;

/** Why a body may not even be queued, or null. */
export function judgeUpFront(
	model: Model,
	body: JsonObject,
): { status: 400 | 406; error: string } | null {
	const params = Object.entries(model.params ?? {});
	const missing = params
		.filter(([name, param]) => param.required && isMissing(body[name]))
		.map(([name]) => name);
	if (missing.length > 0) {
		return { status: 400, error: `Missing required parameter: ${missing.join(', ')}` };
	}
	for (const [name, { allowed }] of params) {
		const value = body[name];
		if (!allowed || isMissing(value) || allowed.some((one) => one === value)) continue;
		const got = JSON.stringify(value);
		const error = `Invalid value for ${name}: ${got}. Allowed values: ${allowed.join(', ')}`;
		return { status: 406, error };
	}
	return null;
}

const isFilled = (value: unknown) => typeof value === 'string' && value.trim() !== '';

const TYPE_HOLDS: Record<ModelParam['type'], (value: unknown) => boolean> = {
	integer: Number.isInteger,
	boolean: (value) => typeof value === 'boolean',
	string: isFilled,
	base64: isFilled,
	url: (value) => typeof value === 'string' && /^https?:\/\/[^/\s]+/i.test(value),
};

function fieldFailure(name: string, param: ModelParam, value: unknown): string | null {
	if (!TYPE_HOLDS[param.type](value)) {
		if (name === 'prompt') return 'Prompt is Mandatory and must be string';
		if (param.type === 'url') {
			return `Input ${name.includes('video') ? 'video' : 'image'} not found`;
		}
		return `${name} must be of type ${param.type}`;
	}
	const { min = -Infinity, max = Infinity } = param;
	if (typeof value === 'number' && (value < min || value > max)) {
		return `${name} must be between ${min} and ${max}`;
	}
	return null;
}

const RULES: Record<RuleName, (body: JsonObject) => string | null> = {
	fiveSecondsWhenFast: (body) =>
		body.motion_mode === 'fast' && body.duration !== 5
			? 'motion_mode fast is only available when duration is 5'
			: null,
	fiveSecondsAt1080p: (body) =>
		body.quality === '1080p' && body.duration !== 5
			? 'quality 1080p is only available when duration is 5'
			: null,
	notFastAt1080p: (body) =>
		body.quality === '1080p' && body.motion_mode === 'fast'
			? 'quality 1080p does not support motion_mode fast'
			: null,
};

function missingMedia(names: string[], body: JsonObject): string | null {
	if (names.some((name) => !isMissing(body[name]))) return null;
	return `Input ${names.some((name) => name.includes('video')) ? 'video' : 'image'} not found`;
}

/**
 * Why a queued body is refused as soon as a worker looks at it, or null.
 *
 * @param isLostAsset whether the URL names an upload that nobody made here
 */
export function refusalOf(
	model: Model,
	body: JsonObject,
	isLostAsset: (url: string) => boolean,
): string | null {
	for (const [name, param] of Object.entries(model.params ?? {})) {
		const value = body[name];
		if (isMissing(value)) continue;
		const failure = fieldFailure(name, param, value);
		if (failure !== null) return failure;
		if (param.type === 'url' && typeof value === 'string' && isLostAsset(value)) {
			return `Input ${name} not found`;
		}
	}
	const failures = [
		...(model.rules ?? []).map((rule) => RULES[rule](body)),
		...(model.needsOneOf ?? []).map((names) => missingMedia(names, body)),
	];
	return failures.find((failure) => failure !== null) ?? null;
}

/** Why a body fails only after the generation has run its time, or null. */
export function failureOf(body: JsonObject): string | null {
	const { prompt } = body;
	if (typeof prompt !== 'string') return null;
	const marker = [...FAILING_PROMPTS.keys()].find((word) => prompt.includes(word));
	return marker === undefined ? null : (FAILING_PROMPTS.get(marker) ?? null);
}
