// Every model file against what Segmind's pages say: one file of facts per model, which shares
// nothing with the model files.
const {
	MODELS,
	fieldsOf,
	findModel,
	modelsFor,
	OTHER_KNOWN_SLUGS,
} = require('../../../nodes/PixVerse/models');
const { validateBody } = require('../../../nodes/PixVerse/models/schema');
const { segmindFacts } = require('../../fixtures/segmindFacts');

const FACTS = segmindFacts();

/** The first of an operation's list is what people pay for when they choose nothing. */
const DEFAULTS = {
	textToVideo: 'pixverse-v6',
	imageToVideo: 'pixverse-v6',
	transition: 'pixverse-5-transition',
	extend: 'pixverse-5-extend',
	mimic: 'pixverse-mimic',
};
const CASES = [...FACTS].flatMap(([slug, { operations }]) =>
	operations.map((operation) => [slug, operation]),
);

/** Required here although the page says optional: without it the operation makes no sense. */
const REQUIRED_BY_OPERATION = {
	textToVideo: ['aspect_ratio'],
	imageToVideo: ['image_url'],
	transition: [],
	extend: ['video_url'],
	mimic: ['image_url'],
};

/** Optional on the page, but it raises the price: in sight, and always sent. */
const RAISES_THE_PRICE = ['generate_audio_switch'];

/** On the page, and left out on purpose. */
const LEFT_OUT = {
	textToVideo: ['image_url'],
	// With an image these pages ignore the ratio; only V6's is offered.
	'imageToVideo pixverse-5-video': ['aspect_ratio'],
	'imageToVideo pixverse-4.5-video': ['aspect_ratio'],
	// Optional, and one value is no choice.
	'textToVideo pixverse-v6': ['motion_mode'],
	'imageToVideo pixverse-v6': ['motion_mode'],
	// Base64: a binary is uploaded and sent as image_url.
	mimic: ['image'],
};

function offered(slug, operation) {
	const leftOut = [...(LEFT_OUT[operation] ?? []), ...(LEFT_OUT[`${operation} ${slug}`] ?? [])];
	return Object.entries(FACTS.get(slug).params).filter(
		([name, { status }]) => status !== 'existence' && !leftOut.includes(name),
	);
}

const kindOf = {
	url: () => 'media',
	boolean: () => 'switch',
	integer: () => 'number',
	string: ({ allowed, required }) => {
		if (!allowed) return 'text';
		return allowed.length === 1 && required ? 'fixed' : 'choice';
	},
};

describe('the list of models', () => {
	test.each(Object.entries(DEFAULTS))(
		'%s has its models, first its default',
		(operation, first) => {
			const slugs = modelsFor(operation).map(({ slug }) => slug);
			expect(slugs[0]).toBe(first);
			const offering = CASES.filter(([, offeredIn]) => offeredIn === operation);
			expect([...slugs].sort()).toEqual(offering.map(([slug]) => slug).sort());
		},
	);

	test('each has its file of facts, and so have the other known slugs', () => {
		const known = [...MODELS.map(({ slug }) => slug), ...OTHER_KNOWN_SLUGS];
		expect([...FACTS.keys()].sort()).toEqual(known.sort());
		expect(MODELS.flatMap(({ operations }) => Object.keys(operations))).toHaveLength(CASES.length);
	});
});

describe.each(CASES)('%s in %s', (slug, operation) => {
	const model = findModel(slug);
	const fields = fieldsOf(model, operation);
	const { page, rules, rulesInferred } = FACTS.get(slug);

	test('offers exactly the fields of the page that are more than a guess', () => {
		expect(Object.keys(fields).sort()).toEqual(
			offered(slug, operation)
				.map(([name]) => name)
				.sort(),
		);
	});

	test.each(offered(slug, operation))('%s is as on the page', (name, fact) => {
		const field = fields[name];
		expect(field.kind).toBe(kindOf[fact.type](fact));
		expect(field.status).toBe(fact.status);
		const required =
			fact.required === true ||
			[...REQUIRED_BY_OPERATION[operation], ...RAISES_THE_PRICE].includes(name);
		expect(field.required).toBe(required);
		if (field.kind === 'choice')
			expect([...field.allowed].sort()).toEqual([...fact.allowed].sort());
		if (field.kind === 'fixed') expect([field.value]).toEqual(fact.allowed);
		if (field.kind === 'number' && fact.allowed) {
			const { allowed, min, max } = field;
			const range = Array.from({ length: max - min + 1 }, (_, index) => min + index);
			expect(allowed ?? range).toEqual(fact.allowed);
		}
		if (field.kind === 'number' && !fact.allowed) {
			expect([field.min, field.max]).toEqual([fact.min, fact.max]);
		}
	});

	test('costs 5 s in 540p where the user says nothing', () => {
		if (fields.duration) expect(fields.duration.default).toBe(5);
		if (fields.quality) expect(fields.quality.default).toBe('540p');
		if (fields.aspect_ratio) expect(fields.aspect_ratio.default).toBe('16:9');
	});

	test('promises nothing for what is only inferred', () => {
		for (const [name, field] of Object.entries(fields)) {
			if (field.status !== 'inferred' || ['negative_prompt', 'seed', 'style'].includes(name))
				continue;
			if (field.required) continue;
			expect(field.description).toMatch(/Segmind's page shows this field only in its example/);
		}
	});

	test('has the rules of the page', () => {
		const body = validBody(fields);
		for (const [name, change] of Object.entries(RULE_BREAKERS)) {
			if (!Object.keys(change).every((key) => fields[key]?.kind !== 'fixed' && fields[key]))
				continue;
			const judged = validateBody(model, operation, { ...body, ...change });
			expect({ name, refused: !judged.ok }).toEqual({ name, refused: rules.includes(name) });
			if (!judged.ok) expect(/concluded/.test(judged.refusals[0].message)).toBe(rulesInferred);
		}
	});

	test('names its page, its price and its time', () => {
		expect(model.source).toBe(`https://www.segmind.com/models/${slug}/api`);
		expect(model.priceUsd).toEqual(page.priceUsd ?? { average: page.averageUsd });
		expect(Math.abs(model.usualDurationS - page.usualSeconds)).toBeLessThanOrEqual(0.6);
		expect(model.asOf).toMatch(/^20\d\d-\d\d$/);
		if (!page.listed) expect(model.note).toMatch(/missing from Segmind's newest catalogue/);
	});
});

const RULE_BREAKERS = {
	fiveSecondsAt1080p: { quality: '1080p', duration: 8 },
	fiveSecondsWhenFast: { motion_mode: 'fast', duration: 8 },
	notFastAt1080p: { quality: '1080p', motion_mode: 'fast' },
};

function validBody(fields) {
	const body = {};
	for (const [name, field] of Object.entries(fields)) {
		if (!field.required) continue;
		if (field.kind === 'text') body[name] = 'A paper boat';
		else if (field.kind === 'media') body[name] = `https://example.com/${name}`;
		else body[name] = field.kind === 'fixed' ? field.value : field.default;
	}
	return body;
}

test('no default is a page’s playground prefill', () => {
	for (const model of MODELS) {
		for (const operation of Object.keys(model.operations)) {
			for (const field of Object.values(fieldsOf(model, operation))) {
				if (field.kind === 'text' || field.kind === 'media')
					expect(field).not.toHaveProperty('default');
			}
		}
	}
});

test('V4.5 and V5 Extend tell that a style may change nothing', () => {
	for (const slug of ['pixverse-4.5-video', 'pixverse-5-extend']) {
		expect(findModel(slug).fields.style.description).toMatch(/only on PixVerse 3\.5/);
	}
});
