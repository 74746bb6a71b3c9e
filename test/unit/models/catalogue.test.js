// Every model file against what Segmind's pages say (segmindPages.json, condensed from them by a
// script) and against the sandbox's catalogue, which was condensed by hand.
const {
	MODELS,
	fieldsOf,
	findModel,
	modelsFor,
	OTHER_KNOWN_SLUGS,
} = require('../../../nodes/PixVerse/models');
const { validateBody } = require('../../../nodes/PixVerse/models/schema');
const PAGES = require('./segmindPages.json');
const SANDBOX = require('../../sandbox/catalogue.json');

const OPERATIONS = {
	textToVideo: ['pixverse-v6', 'pixverse-5-video', 'pixverse-4.5-video', 'pixverse-text2video'],
	imageToVideo: ['pixverse-v6', 'pixverse-5-video', 'pixverse-4.5-video', 'pixverse-image2video'],
	transition: ['pixverse-5-transition', 'pixverse-4.5-transition', 'pixverse-transition'],
	extend: ['pixverse-5-extend'],
	mimic: ['pixverse-mimic'],
};
const CASES = Object.entries(OPERATIONS).flatMap(([operation, slugs]) =>
	slugs.map((slug) => [slug, operation]),
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
	return Object.entries(PAGES[slug].params).filter(
		([name, { status }]) => status !== 'existence' && !leftOut.includes(name),
	);
}

const kindOf = {
	'string(uri)': () => 'media',
	boolean: () => 'switch',
	integer: () => 'number',
	string: ({ allowed, required }) => {
		if (!allowed) return 'text';
		return allowed.length === 1 && required ? 'fixed' : 'choice';
	},
};

describe('the list of models', () => {
	test.each(Object.entries(OPERATIONS))(
		'%s has its models in the order of the dropdown',
		(operation, slugs) => {
			expect(modelsFor(operation).map(({ slug }) => slug)).toEqual(slugs);
		},
	);

	test('no model besides', () => {
		expect(MODELS.map(({ slug }) => slug).sort()).toEqual(
			[...new Set(Object.values(OPERATIONS).flat())].sort(),
		);
		expect(MODELS.flatMap(({ operations }) => Object.keys(operations))).toHaveLength(CASES.length);
	});

	test('the sandbox knows them all, and the other known slugs', () => {
		const known = Object.keys(SANDBOX).filter((slug) => slug !== 'sandbox-retired');
		expect(known.sort()).toEqual([...MODELS.map(({ slug }) => slug), ...OTHER_KNOWN_SLUGS].sort());
	});
});

describe.each(CASES)('%s in %s', (slug, operation) => {
	const model = findModel(slug);
	const fields = fieldsOf(model, operation);
	const page = PAGES[slug];

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

	test('agrees with the sandbox', () => {
		for (const [name, field] of Object.entries(fields)) {
			const param = SANDBOX[slug].params[name];
			expect({ name, param }).toEqual({ name, param: expect.anything() });
			if (field.kind === 'choice')
				expect([...field.allowed].sort()).toEqual([...param.allowed].sort());
		}
		for (const [name, param] of Object.entries(SANDBOX[slug].params)) {
			if (param.required) expect(fields[name]?.required).toBe(true);
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
			expect({ name, refused: !judged.ok }).toEqual({ name, refused: page.rules.includes(name) });
			if (!judged.ok) expect(/concluded/.test(judged.refusals[0].message)).toBe(page.rulesInferred);
		}
	});

	test('names its page, its price and its time', () => {
		expect(model.source).toBe(`https://www.segmind.com/models/${slug}/api`);
		if (page.price) {
			const [from, to] = page.price.split('-').map(Number);
			expect(model.priceUsd).toEqual({ from, to });
		} else expect(model.priceUsd).toEqual({ average: page.average });
		const seconds = String(page.seconds)
			.match(/[\d.]+/g)
			.map(Number);
		// Of two averages of V6 the middle; of Mimic's two the page's own.
		const usual = slug === 'pixverse-v6' ? (seconds[0] + seconds[1]) / 2 : seconds[0];
		expect(Math.abs(model.usualDurationS - usual)).toBeLessThanOrEqual(0.6);
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
