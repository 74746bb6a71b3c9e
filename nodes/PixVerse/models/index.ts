import { pixverse45Transition } from './catalogue/pixverse-4.5-transition';
import { pixverse45Video } from './catalogue/pixverse-4.5-video';
import { pixverse5Extend } from './catalogue/pixverse-5-extend';
import { pixverse5Transition } from './catalogue/pixverse-5-transition';
import { pixverse5Video } from './catalogue/pixverse-5-video';
import { pixverseImage2video } from './catalogue/pixverse-image2video';
import { pixverseMimic } from './catalogue/pixverse-mimic';
import { pixverseText2video } from './catalogue/pixverse-text2video';
import { pixverseTransition } from './catalogue/pixverse-transition';
import { pixverseV6 } from './catalogue/pixverse-v6';
import type { FieldValue, ModelFields, PriceRange, VideoModel, VideoOperation } from './types';

/** Every model that the node offers. An operation lists its models in this order; its first is the default. */
export const MODELS: readonly VideoModel[] = [
	pixverseV6,
	pixverse5Video,
	pixverse45Video,
	pixverseText2video,
	pixverseImage2video,
	pixverse5Transition,
	pixverse45Transition,
	pixverseTransition,
	pixverse5Extend,
	pixverseMimic,
];

/**
 * What Segmind lists besides, whose fields are not known; Run Other Model names them. Prices are
 * the averages of its list of models, read 2026-08.
 */
export const OTHER_MODELS: ReadonlyMap<string, { priceUsd: PriceRange }> = new Map([
	['pixverse-lipsync', { priceUsd: { average: 0.312 } }],
	['pixverse-4.5-effects', { priceUsd: { average: 0.398 } }],
	['muscle-surge', { priceUsd: { average: 0.418 } }],
	['warmth-of-jesus', { priceUsd: { average: 0.391 } }],
]);

export const OTHER_KNOWN_SLUGS: readonly string[] = [...OTHER_MODELS.keys()];

/** The models of an operation, default first. */
export function modelsFor(operation: VideoOperation): VideoModel[] {
	return MODELS.filter((model) => model.operations[operation] !== undefined);
}

/** The model with this slug, or undefined for a slug that is not in the catalogue. */
export function findModel(slug: string): VideoModel | undefined {
	return MODELS.find((model) => model.slug === slug);
}

/** Where the catalogue does not know a model: about the middle of those it knows. */
export const UNKNOWN_USUAL_DURATION_MS = 60_000;

/** All fields of a model in an operation, by API name, in the order of the request body. */
export function fieldsOf(model: VideoModel, operation: VideoOperation): ModelFields {
	return { ...model.operations[operation], ...model.fields };
}

/**
 * What the model's page gives for fields that need not be sent: a recorded body may hold them.
 * Nothing for a model that the catalogue does not know.
 */
export function pageDefaultsOf(slug: string): Readonly<Record<string, FieldValue>> {
	return findModel(slug)?.pageDefaults ?? {};
}
