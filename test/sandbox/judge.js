'use strict';

/**
 * What Segmind does with a body. Up front it looks only whether required fields are there (400)
 * and whether values lie in a field's fixed set (406); all else fails during generation, where
 * v2 answers 422 and v1 answers 500, and nothing is charged.
 */

/** People put these into a prompt to try their error branch. */
const FAILING_PROMPTS = {
	'[fail]': 'Internal error while the video was generated',
	'[moderated]': 'content_policy_violation: the prompt or the media was blocked by moderation',
};

const isMissing = (value) => value === undefined || value === null;

/**
 * @returns {{ status: 400 | 406, error: string } | null} null when the body may be queued
 */
function judgeUpFront(model, body) {
	const params = Object.entries(model.params ?? {});
	const missing = params
		.filter(([name, param]) => param.required && isMissing(body[name]))
		.map(([name]) => name);
	if (missing.length > 0) {
		return { status: 400, error: `Missing required parameter: ${missing.join(', ')}` };
	}
	for (const [name, param] of params) {
		if (!param.allowed || isMissing(body[name]) || param.allowed.includes(body[name])) continue;
		const got = JSON.stringify(body[name]);
		const error = `Invalid value for ${name}: ${got}. Allowed values: ${param.allowed.join(', ')}`;
		return { status: 406, error };
	}
	return null;
}

const TYPE_HOLDS = {
	integer: Number.isInteger,
	boolean: (value) => typeof value === 'boolean',
	string: (value) => typeof value === 'string' && value.trim() !== '',
	url: (value) => typeof value === 'string' && /^https?:\/\/[^/\s]+/i.test(value),
};

function fieldFailure(name, param, value) {
	if (!TYPE_HOLDS[param.type](value)) {
		if (name === 'prompt') return 'Prompt is Mandatory and must be string';
		if (param.type === 'url')
			return `Input ${name.includes('video') ? 'video' : 'image'} not found`;
		return `${name} must be of type ${param.type}`;
	}
	if (param.min !== undefined && (value < param.min || value > param.max)) {
		return `${name} must be between ${param.min} and ${param.max}`;
	}
	return null;
}

const RULES = {
	fastNeeds5Seconds: (body) =>
		body.motion_mode === 'fast' && body.duration !== 5
			? 'motion_mode fast is only available when duration is 5'
			: null,
	'1080pNeeds5Seconds': (body) =>
		body.quality === '1080p' && body.duration !== 5
			? 'quality 1080p is only available when duration is 5'
			: null,
	noFastIn1080p: (body) =>
		body.quality === '1080p' && body.motion_mode === 'fast'
			? 'quality 1080p does not support motion_mode fast'
			: null,
	imageNeeded: (body) =>
		isMissing(body.image) && isMissing(body.image_url) ? 'Input image not found' : null,
	videoUrlNeeded: (body) => (isMissing(body.video_url) ? 'Input video not found' : null),
};

/**
 * Why a queued body is refused as soon as a worker looks at it, or null.
 *
 * @param {object} model
 * @param {Record<string, unknown>} body
 * @param {(url: string) => boolean} isLostAsset whether the URL names an upload nobody made here
 */
function refusalOf(model, body, isLostAsset) {
	for (const [name, param] of Object.entries(model.params ?? {})) {
		if (isMissing(body[name])) continue;
		const failure = fieldFailure(name, param, body[name]);
		if (failure) return failure;
		if (param.type === 'url' && isLostAsset(body[name])) return `Input ${name} not found`;
	}
	for (const rule of model.rules ?? []) {
		const failure = RULES[rule](body);
		if (failure) return failure;
	}
	return null;
}

/** Why a body fails only after the generation has run its time, or null. */
function failureOf(body) {
	if (typeof body.prompt !== 'string') return null;
	const word = Object.keys(FAILING_PROMPTS).find((marker) => body.prompt.includes(marker));
	return word ? FAILING_PROMPTS[word] : null;
}

module.exports = { judgeUpFront, refusalOf, failureOf };
