import { fieldsOf, findModel, OTHER_MODELS } from './index';
import type { FieldValue, VideoModel, VideoOperation } from './types';

/** About what a video costs, in US dollars. A job's own `cost` is what was charged. */
export interface Estimate {
	usd: number;
	/** True where the body leaves the setting open, so that it may cost less. */
	isUpperBound?: boolean;
}

type Body = Readonly<Record<string, unknown>>;

function isOn(value: unknown): boolean {
	return value === true || value === 'true';
}

/** A field that the body lacks is left to Segmind: any of its prices may apply. */
function mayBe(value: unknown, wanted: FieldValue): boolean {
	return value === undefined || value === null || String(value) === String(wanted);
}

/** What is known of a model's prices. */
type Priced = Pick<VideoModel, 'priceUsd' | 'prices'>;

/**
 * Estimates from a model's prices.
 *
 * @param body the request body, as it would be sent
 * @returns the price of the setting; the dearest that fits where the body leaves it open, and the
 *   dearest of all where no setting fits. Without prices by setting: the upper end of the page's
 *   range, or its average
 */
function estimateFrom({ priceUsd, prices }: Priced, body: Body): Estimate {
	if (!prices) {
		return 'average' in priceUsd
			? { usd: priceUsd.average }
			: { usd: priceUsd.to, isUpperBound: true };
	}
	const fitting = prices.rows.filter(({ when }) =>
		Object.entries(when).every(([name, wanted]) => mayBe(body[name], wanted)),
	);
	const isOpen = prices.unknownWith?.some((name) => isOn(body[name])) ?? false;
	const possible = fitting.length === 0 || isOpen ? prices.rows : fitting;
	const usd = Math.max(...possible.map((row) => row.usd));
	return possible.length === 1 ? { usd } : { usd, isUpperBound: true };
}

/**
 * About what a video will cost: an estimate from the model's file, never what is charged.
 *
 * @param slug Segmind's name of the model
 * @param body the request body, as it would be sent
 * @returns null for a model whose price nobody stated
 */
export function estimate(slug: string, body: Body): Estimate | null {
	const model: Priced | undefined = findModel(slug) ?? OTHER_MODELS.get(slug);
	return model ? estimateFrom(model, body) : null;
}

/** What an operation costs where the user changes nothing. */
export function estimateOfDefaults(model: VideoModel, operation: VideoOperation): Estimate {
	const body: Record<string, FieldValue> = {};
	for (const [name, field] of Object.entries(fieldsOf(model, operation))) {
		if (field.kind === 'fixed') body[name] = field.value;
		else if (field.required && 'default' in field) body[name] = field.default;
	}
	return estimateFrom(model, body);
}

/** "about 0.28 USD", for a sentence. */
export function usdText(usd: number): string {
	return `about ${Number(usd.toFixed(usd < 0.1 ? 3 : 2))} USD`;
}
