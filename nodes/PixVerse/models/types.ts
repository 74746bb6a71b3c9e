/** The vocabulary in which every file of this folder describes a model. Data only: no n8n, no HTTP. */

/** The operations that make a video with a model from this catalogue. */
export const VIDEO_OPERATIONS = [
	'textToVideo',
	'imageToVideo',
	'transition',
	'extend',
	'mimic',
] as const;

export type VideoOperation = (typeof VIDEO_OPERATIONS)[number];

/** A value as Segmind takes it in a request body. */
export type FieldValue = string | number | boolean;

/** How sure a fact is: printed on Segmind's page, cut off there, or concluded from sample and siblings. */
export type FactStatus = 'documented' | 'partial' | 'inferred';

interface FieldFacts {
	/** The label that the user sees; messages name the field by it. */
	label: string;
	/** One sentence for the tooltip. */
	description: string;
	/** Required fields are top-level and always sent; the others are sent only when the user sets them. */
	required: boolean;
	status: FactStatus;
}

export interface TextField extends FieldFacts {
	kind: 'text';
	placeholder: string;
}

export interface ChoiceField extends FieldFacts {
	kind: 'choice';
	allowed: readonly string[];
	/** What the user reads instead of a value, where the value alone does not say it. */
	labels?: Readonly<Record<string, string>>;
	default: string;
}

export interface NumberField extends FieldFacts {
	kind: 'number';
	/** Whole numbers only. With `allowed`, just these; else between `min` and `max` where they are known. */
	allowed?: readonly number[];
	min?: number;
	max?: number;
	default: number;
	/** Set for lengths: the values are few, and shown as a list. */
	unit?: 'seconds';
}

export interface SwitchField extends FieldFacts {
	kind: 'switch';
	default: boolean;
}

/** A public URL of an image or a video; the user may give a binary of the item instead. */
export interface MediaField extends FieldFacts {
	kind: 'media';
	media: 'image' | 'video';
	/** Stem of the three parameters `<stem>Source`, `<stem>Url`, `<stem>BinaryProperty`. */
	parameter: string;
}

/** A field with a single allowed value: not shown, always sent. */
export interface FixedField extends FieldFacts {
	kind: 'fixed';
	value: FieldValue;
}

export type ModelField =
	TextField | ChoiceField | NumberField | SwitchField | MediaField | FixedField;

/** API field name (`negative_prompt`) to its description; the order is the order of the request body. */
export type ModelFields = Readonly<Record<string, ModelField>>;

/** A combination that the model does not take. */
export interface ModelRule {
	/** API name of the field that the message is about. */
	field: string;
	/** API names of the other fields that the rule reads. */
	reads: readonly string[];
	/** True where the combination is fine. Runs only when each value alone is fine. */
	allows(body: Readonly<Record<string, FieldValue>>): boolean;
	/** What is allowed, as the user reads it. */
	message: string;
	status: FactStatus;
}

/** What one setting costs: `when` holds the fields of the request body that decide about it. */
export interface PriceRow {
	when: Readonly<Record<string, FieldValue>>;
	usd: number;
}

/** Prices by setting, in US dollars. */
export interface Prices {
	rows: readonly PriceRow[];
	/** API names of switches whose price nobody states: with one of them on, the dearest row counts. */
	unknownWith?: readonly string[];
}

/** In US dollars per video. */
export type PriceRange = { from: number; to: number } | { average: number };

export interface VideoModel {
	/** Segmind's name of the model, as in the URL. */
	slug: string;
	/** The name that the user sees. */
	name: string;
	/** Fields of every operation of this model. */
	fields: ModelFields;
	/** The operations, each with the fields that only it has. */
	operations: Readonly<Partial<Record<VideoOperation, ModelFields>>>;
	rules: readonly ModelRule[];
	/**
	 * What the page gives for fields that an order may lack, by API name: a body that holds just this
	 * orders the same as one without it. Not what the fields start with in the editor.
	 */
	pageDefaults: Readonly<Record<string, FieldValue>>;
	/** As Segmind's pages state it, in US dollars per video. */
	priceUsd: PriceRange;
	/** By setting, where they can be concluded from PixVerse's own price list of the same month. */
	prices?: Prices;
	/** Average time from submit to video, in seconds; the poll schedule is built around it. */
	usualDurationS: number;
	/** Month in which price and duration were read. */
	asOf: string;
	/** The page that the facts are from. */
	source: string;
	/** What a user should know before choosing this model. */
	note?: string;
}
