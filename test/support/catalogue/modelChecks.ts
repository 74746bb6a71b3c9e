// What a model's file must hold, by its page; for every model of the catalogue, and for one that
// somebody adds.
import { expect, test } from '@jest/globals';

import { fieldsOf } from '../../../nodes/PixVerse/models';
import { validateBody } from '../../../nodes/PixVerse/models/schema';
import type {
	FieldValue,
	ModelField,
	ModelFields,
	VideoModel,
	VideoOperation,
} from '../../../nodes/PixVerse/models/types';
import type { ParamFacts, RuleName } from '../../fixtures/segmindFacts';
import { fieldsOnPage, type ModelCase } from './pageFields';

/** What breaks a rule, where the model has these fields. */
const RULE_BREAKERS: Record<RuleName, Record<string, FieldValue>> = {
	fiveSecondsAt1080p: { quality: '1080p', duration: 8 },
	fiveSecondsWhenFast: { motion_mode: 'fast', duration: 8 },
	notFastAt1080p: { quality: '1080p', motion_mode: 'fast' },
};
const RULES: readonly RuleName[] = ['fiveSecondsAt1080p', 'fiveSecondsWhenFast', 'notFastAt1080p'];

/** Fields of which a page says as much as of others; what is inferred is only whether they apply. */
const KNOWN_ELSEWHERE = ['negative_prompt', 'seed', 'style'];

/** Registers the tests of one model in one operation; call it in a describe. */
export function testModel(model: VideoModel, operation: VideoOperation, it: ModelCase): void {
	const fields = fieldsOf(model, operation);

	test('offers exactly the fields of the page that are more than a guess', () => {
		const names = fieldsOnPage(it).map(({ apiName }) => apiName);
		expect(Object.keys(fields).sort()).toEqual(names.sort());
	});

	test.each(fieldsOnPage(it))(
		'$apiName is as on the page',
		({ apiName, facts, kind, isRequired }) => {
			const field = fields[apiName];
			expect(field).toMatchObject({ kind, status: facts.status, required: isRequired });
			if (field) expectValues(field, facts);
		},
	);

	test('costs 5 s in 540p where the user says nothing', () => {
		const usual = { duration: 5, quality: '540p', aspect_ratio: '16:9' };
		for (const [name, value] of Object.entries(usual)) {
			if (fields[name]) expect(fields[name]).toMatchObject({ default: value });
		}
	});

	test('has no default that is only a page’s playground prefill', () => {
		for (const field of Object.values(fields)) {
			if (field.kind === 'text' || field.kind === 'media')
				expect(field).not.toHaveProperty('default');
		}
	});

	test('tells what the page gives where nothing is sent, and nothing else', () => {
		const given = Object.entries(it.facts.params ?? {}).flatMap(([name, facts]) =>
			facts.default === undefined ? [] : [[name, facts.default] as const],
		);
		expect(model.pageDefaults).toEqual(Object.fromEntries(given));
	});

	test('promises nothing for what is only inferred', () => {
		for (const [name, { description, required, status }] of Object.entries(fields)) {
			if (status !== 'inferred' || required || KNOWN_ELSEWHERE.includes(name)) continue;
			expect(description).toMatch(/Segmind's page shows this field only in its example/);
		}
	});

	test('has the rules of the page', () => {
		for (const rule of RULES) expectRule(rule, { model, operation, fields }, it);
	});

	test('names its page, its price and its time', () => {
		const { page } = it.facts;
		expect(model.source).toBe(`https://www.segmind.com/models/${it.slug}/api`);
		expect(model.priceUsd).toEqual(page.priceUsd ?? { average: page.averageUsd });
		expect(Math.abs(model.usualDurationS - page.usualSeconds)).toBeLessThanOrEqual(0.6);
		expect(model.asOf).toMatch(/^20\d\d-\d\d$/);
		if (!page.listed) expect(model.note).toMatch(/missing from Segmind's newest catalogue/);
	});
}

function expectValues(field: ModelField, facts: ParamFacts): void {
	if (field.kind === 'choice')
		expect([...field.allowed].sort()).toEqual([...(facts.allowed ?? [])].sort());
	if (field.kind === 'fixed') expect([field.value]).toEqual(facts.allowed);
	if (field.kind !== 'number') return;
	const { allowed, min = 0, max = 0 } = field;
	const range = Array.from({ length: max - min + 1 }, (_, index) => min + index);
	if (facts.allowed) expect(allowed ?? range).toEqual(facts.allowed);
	else expect([field.min, field.max]).toEqual([facts.min, facts.max]);
}

interface Offer {
	model: VideoModel;
	operation: VideoOperation;
	fields: ModelFields;
}

function expectRule(
	rule: RuleName,
	{ model, operation, fields }: Offer,
	{ facts }: ModelCase,
): void {
	const change = RULE_BREAKERS[rule];
	const isFree = (name: string) => fields[name] !== undefined && fields[name].kind !== 'fixed';
	if (!Object.keys(change).every(isFree)) return;
	// Where the lengths are others, another check has said so.
	const allowedS = facts.params?.duration?.allowed;
	if ('duration' in change && !allowedS?.includes(8)) return;
	const judged = validateBody(model, operation, { ...validBody(fields), ...change });
	expect({ rule, refused: !judged.ok }).toEqual({ rule, refused: facts.rules.includes(rule) });
	if (judged.ok) return;
	expect(/concluded/.test(judged.refusals[0]?.message ?? '')).toBe(facts.rulesInferred);
}

function validBody(fields: ModelFields): Record<string, FieldValue> {
	const required = Object.entries(fields).filter(([, field]) => field.required);
	return Object.fromEntries(required.map(([name, field]) => [name, validValue(name, field)]));
}

function validValue(name: string, field: ModelField): FieldValue {
	if (field.kind === 'text') return 'A paper boat';
	if (field.kind === 'media') return `https://example.com/${name}`;
	return field.kind === 'fixed' ? field.value : field.default;
}
