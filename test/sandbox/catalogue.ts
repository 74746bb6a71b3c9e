import {
	segmindFacts,
	type ModelFacts,
	type ParamFacts,
	type PriceFacts,
	type RuleName,
} from '../fixtures/segmindFacts';
import type { JsonObject } from './protocol';

export type Output = 'video' | 'image' | 'text';

export type ModelParam = Partial<ParamFacts> & Pick<ParamFacts, 'type'>;

/** A model of the sandbox. `startSandbox({ models })` takes parts of one. */
export interface Model {
	slug: string;
	/** US dollars per video, where `prices` says nothing about a body. */
	cost: number;
	prices?: PriceFacts | undefined;
	/** Without it, any body will do. */
	params?: Record<string, ModelParam> | undefined;
	rules?: RuleName[] | undefined;
	needsOneOf?: string[][] | undefined;
	/** Answers 410. */
	retired?: boolean | undefined;
	output: Output;
	/** How many files a job makes; 1 when not given. */
	outputs?: number | undefined;
}

/** A model that is added, or what is different about a known one. */
export type AddedModel = { [K in keyof Model]?: Model[K] | undefined } & { slug: string };

/** Not one of Segmind's: a slug to try the answer for a retired model. */
export const RETIRED_SLUG = 'sandbox-retired';

const USUAL_COST = 0.5;

const facts = segmindFacts();

/** A field whose existence is a guess is not judged: whatever it holds is taken. */
function judgedParams(params: ModelFacts['params']): Record<string, ModelParam> | undefined {
	if (!params) return undefined;
	return Object.fromEntries(
		Object.entries(params).filter(([, { status }]) => status !== 'existence'),
	);
}

const documentedModel = (slug: string, model: ModelFacts): Model => ({
	slug,
	cost: model.page.averageUsd ?? USUAL_COST,
	prices: model.prices,
	params: judgedParams(model.params),
	rules: model.rules,
	needsOneOf: model.needsOneOf,
	output: 'video',
});

function merged(known: Model | undefined, added: AddedModel): Model {
	// One price that is given counts, whatever the body asks for.
	const prices = added.cost === undefined ? known?.prices : undefined;
	return {
		slug: added.slug,
		cost: added.cost ?? known?.cost ?? USUAL_COST,
		prices: added.prices ?? prices,
		params: added.params ?? known?.params,
		rules: added.rules ?? known?.rules,
		needsOneOf: added.needsOneOf ?? known?.needsOneOf,
		retired: added.retired ?? known?.retired,
		output: added.output ?? known?.output ?? 'video',
		outputs: added.outputs ?? known?.outputs,
	};
}

/** The models that the sandbox knows, and those given; a known slug's fields are replaced. */
export function catalogueWith(added: readonly AddedModel[]): Map<string, Model> {
	const models = new Map<string, Model>();
	for (const [slug, model] of facts) models.set(slug, documentedModel(slug, model));
	models.set(RETIRED_SLUG, merged(undefined, { slug: RETIRED_SLUG, retired: true }));
	for (const model of added) models.set(model.slug, merged(models.get(model.slug), model));
	return models;
}

function secondsOf(body: JsonObject): number {
	return typeof body.duration === 'number' ? body.duration : 5;
}

function rateOf(prices: PriceFacts, body: JsonObject): number | undefined {
	const quality = typeof body.quality === 'string' ? body.quality : '540p';
	if (prices.usdPerSecond) {
		// The page's range counts sound, which is on unless it is switched off.
		const sound = body.generate_audio_switch === false ? 'silent' : 'audio';
		const perSecond = prices.usdPerSecond[sound][quality];
		return perSecond === undefined ? undefined : perSecond * secondsOf(body);
	}
	const row = body.motion_mode === 'fast' ? 'fast' : String(secondsOf(body));
	return prices.usdPerVideo?.[row]?.[quality];
}

/** US dollars for a body, to a millionth. */
export function costOf(model: Model, body: JsonObject): number {
	const rate = model.prices && rateOf(model.prices, body);
	return Math.round((rate ?? model.cost) * 1_000_000) / 1_000_000;
}
