// Each status has its own words: a table of what Segmind documents.
import { expect, test } from '@jest/globals';

import { refusalOf } from '../../../../nodes/PixVerse/transport/segmind/refusals';

const facts = { doing: 'start the job', model: 'pixverse-v6', isDefaultHost: true };

test.each<[number, string, string, RegExp]>([
	[301, '', 'wrong-base-url', /does not lead to Segmind/],
	[400, 'bad', 'request-refused', /refused a value/],
	[401, 'no', 'key-refused', /does not accept the API key/],
	[402, '', 'insufficient-credits', /not enough credits/],
	[403, '', 'not-allowed', /may not use pixverse-v6/],
	[404, '', 'unknown-model', /does not know the model pixverse-v6/],
	[405, '', 'wrong-base-url', /does not lead to Segmind/],
	[406, 'Invalid content type', 'content-type-refused', /did not get the request as JSON/],
	[406, 'Insufficient credits: 0.1', 'insufficient-credits', /not enough credits/],
	[406, 'Not enough credit', 'insufficient-credits', /not enough credits/],
	[406, 'Team spend limit reached', 'spend-limit', /spend limit is reached/],
	[406, 'duration must be 5', 'request-refused', /refused a value/],
	[407, '', 'not-reached', /could not be reached/],
	[410, 'gone', 'model-retired', /retired the model pixverse-v6/],
	[413, '', 'too-large', /of this size/],
	[422, '', 'request-refused', /refused a value/],
	[429, '', 'rate-limited', /no more requests/],
	[500, '', 'segmind-down', /could not start the job/],
	[599, '', 'segmind-down', /could not start the job/],
	[418, '', 'unexpected-answer', /not expected when asked to start the job/],
])('%i "%s" is %s', (status, said, code, words) => {
	const problem = refusalOf(status, { ...facts, said });
	expect(problem).toMatchObject({ code, httpCode: status, model: 'pixverse-v6' });
	expect(problem.message).toMatch(words);
	if (said) expect(problem.description).toContain(`Segmind said: "${said}".`);
});

test('without a model a 404 and a 403 are not about one', () => {
	const account = { doing: 'tell the credits', isDefaultHost: true };
	expect(refusalOf(404, account).code).toBe('wrong-base-url');
	expect(refusalOf(403, account).message).toBe('The Segmind account may not do this');
});

test('a retired transition names the model that Segmind still lists', () => {
	const messageOf = (model: string) => refusalOf(410, { ...facts, model }).message;
	expect(messageOf('pixverse-4.5-transition')).toBe(
		'Segmind has retired the model pixverse-4.5-transition; pixverse-5-transition takes its place',
	);
	expect(messageOf('pixverse-transition')).toMatch(/; pixverse-5-transition takes its place$/);
	const { message, description } = refusalOf(410, { ...facts, model: 'pixverse-5-transition' });
	expect(message).toBe('Segmind has retired the model pixverse-5-transition');
	expect(description).not.toContain('pixverse-5-transition');
});

test('only of an order it is known that nothing was charged', () => {
	const account = { doing: 'tell the credits', isDefaultHost: true };
	for (const status of [400, 402, 403, 406, 407, 410, 413, 422, 429]) {
		expect(refusalOf(status, facts).description).toContain('Nothing was charged for this order.');
		expect(refusalOf(status, account).description).not.toMatch(/charged/);
		const asked = { ...facts, requestId: 'job-1' };
		expect(refusalOf(status, asked).description).not.toMatch(/charged/);
	}
});

test('a long reason is cut', () => {
	const { description } = refusalOf(400, { ...facts, said: 'x'.repeat(600_000) });
	expect(description.length).toBeLessThan(1_000);
});
