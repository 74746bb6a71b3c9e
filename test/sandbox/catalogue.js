'use strict';

const documented = require('./catalogue.json');

/**
 * The models that the sandbox knows. catalogue.json is condensed from Segmind's pages by hand
 * and shares nothing with the node's own models: a mistake in one must not hide in the other.
 *
 * @typedef {object} Model
 * @property {string} slug
 * @property {number} cost US dollars per video: one price, whatever the body asks for
 * @property {Record<string, { type: 'integer' | 'string' | 'boolean' | 'url', required?: boolean,
 *   allowed?: unknown[], min?: number, max?: number }>} [params] without it, any body will do
 * @property {string[]} [rules] names of rules in judge.js
 * @property {boolean} [retired] answers 410
 * @property {'video' | 'image' | 'text'} [output] 'video' when not given
 */

const USUAL = { cost: 0.5, output: 'video' };

/**
 * @param {Array<Partial<Model> & { slug: string }>} added a known slug's fields are replaced
 * @returns {Map<string, Model>}
 */
function catalogueWith(added) {
	const models = new Map();
	for (const [slug, model] of Object.entries(documented)) {
		models.set(slug, { ...USUAL, ...model, slug });
	}
	for (const model of added) {
		models.set(model.slug, { ...USUAL, ...models.get(model.slug), ...model });
	}
	return models;
}

module.exports = { catalogueWith };
