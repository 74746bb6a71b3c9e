// What the node should make of a model's page (test/fixtures/segmind): which fields an operation
// offers, which of them are always sent, and where the panel shows them. Shares nothing with
// nodes/PixVerse/models: a mistake in one must not hide in the other.
import { segmindFacts, type ModelFacts, type ParamFacts } from '../../fixtures/segmindFacts';

export type FieldKind = 'text' | 'choice' | 'number' | 'switch' | 'media' | 'fixed';

/** A field that an operation of a model offers. */
export interface PageField {
	apiName: string;
	kind: FieldKind;
	/** Always sent, and top-level on the panel; the others lie in Additional Fields. */
	isRequired: boolean;
	facts: ParamFacts;
}

/** An operation with one of its models. */
export interface ModelCase {
	operation: string;
	slug: string;
	facts: ModelFacts;
}

/** Required here although the page says optional: without it the operation makes no sense. */
const REQUIRED_BY_OPERATION: Readonly<Record<string, readonly string[]>> = {
	textToVideo: ['aspect_ratio'],
	imageToVideo: ['image_url'],
	extend: ['video_url'],
	mimic: ['image_url'],
};

/** Optional on the page, but it raises the price: in sight, and always sent. */
const RAISES_THE_PRICE = ['generate_audio_switch'];

/** On a page, and left out of an operation on purpose. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = { textToVideo: ['image_url'] };

/** Every operation with every model whose page is known, by operation, then by slug. */
export function modelCases(models: ReadonlyMap<string, ModelFacts> = segmindFacts()): ModelCase[] {
	return [...models].flatMap(([slug, facts]) =>
		facts.operations.map((operation) => ({ operation, slug, facts })),
	);
}

/** The case of this operation and slug. @throws {Error} where no page says that there is one */
export function modelCase(operation: string, slug: string): ModelCase {
	const found = modelCases().find((it) => it.operation === operation && it.slug === slug);
	if (!found) throw new Error(`test/fixtures/segmind has no ${slug} for ${operation}`);
	return found;
}

/** The fields that an operation offers with a model, in the page's order. */
export function fieldsOnPage({ operation, facts }: ModelCase): PageField[] {
	const leftOut = [...(LEFT_OUT[operation] ?? []), ...(facts.leftOut?.[operation] ?? [])];
	return Object.entries(facts.params ?? {}).flatMap(([apiName, param]) => {
		const isRequired =
			param.required === true ||
			[...(REQUIRED_BY_OPERATION[operation] ?? []), ...RAISES_THE_PRICE].includes(apiName);
		const isNoChoice = param.allowed?.length === 1 && !isRequired;
		// A binary is uploaded and sent as a URL, so that Base64 is never needed.
		const isOffered = param.status !== 'existence' && param.type !== 'base64' && !isNoChoice;
		if (!isOffered || leftOut.includes(apiName)) return [];
		return [{ apiName, kind: kindOf(param, isRequired), isRequired, facts: param }];
	});
}

function kindOf({ type, allowed }: ParamFacts, isRequired: boolean): FieldKind {
	if (type === 'url' || type === 'base64') return 'media';
	if (type === 'boolean') return 'switch';
	if (type === 'integer') return 'number';
	if (!allowed) return 'text';
	return allowed.length === 1 && isRequired ? 'fixed' : 'choice';
}

/** `negative_prompt` → `negativePrompt`. */
export function camelCase(apiName: string): string {
	return apiName.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

const MEDIA_ORDER = ['first_frame_url', 'last_frame_url', 'video_url', 'image_url'];
/** The order in which a person thinks of a video; other required fields stand before these. */
const VALUE_ORDER = [
	'prompt',
	'aspect_ratio',
	'duration',
	'quality',
	'generate_audio_switch',
	'motion_mode',
];

const inOrder = (fields: PageField[], order: readonly string[]) =>
	[...fields].sort((a, b) => order.indexOf(a.apiName) - order.indexOf(b.apiName));

/** The names of the top-level fields as the panel shows them, from Model on; media by URL. */
export function topLevelFields(it: ModelCase): string[] {
	const shown = fieldsOnPage(it).filter(({ isRequired, kind }) => isRequired && kind !== 'fixed');
	const media = inOrder(
		shown.filter(({ kind }) => kind === 'media'),
		MEDIA_ORDER,
	);
	const values = inOrder(
		shown.filter(({ kind }) => kind !== 'media'),
		VALUE_ORDER,
	);
	return [
		'model',
		...media.flatMap(({ apiName }) => {
			const stem = camelCase(apiName.replace(/_url$/, ''));
			return [`${stem}Source`, `${stem}Url`];
		}),
		...values.map(({ apiName }) => camelCase(apiName)),
	];
}

/** The names of the fields in Additional Fields. */
export function additionalFields(it: ModelCase): string[] {
	return fieldsOnPage(it)
		.filter(({ isRequired }) => !isRequired)
		.map(({ apiName }) => camelCase(apiName));
}
