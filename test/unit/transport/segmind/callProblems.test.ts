// What a call to Segmind can end with besides a usable answer, in the words that the user reads:
// each says what happened, what to do, and whether anything may have been paid.
import { describe, expect, test } from '@jest/globals';

import type { Problem } from '../../../../nodes/PixVerse/domain/problem';
import {
	connectionBroke,
	doubtfulEnd,
	historyNotThere,
	notReached,
	outcomeUnknown,
	unreadableAnswer,
} from '../../../../nodes/PixVerse/transport/segmind/callProblems';
import type { CallFacts } from '../../../../nodes/PixVerse/transport/segmind/refusals';

const ID = '0b6f6e9e-6a5f-4f0c-9d0e-2f4f2c1f7a11';
const FACTS: CallFacts = {
	doing: 'start the job',
	model: 'pixverse-v6',
	requestId: ID,
	said: 'no such thing',
	isDefaultHost: true,
};
const SAID = 'Segmind said: "no such thing".';

/** The description's sentences must come, in this order, and nothing after them. */
const says = (...parts: string[]): RegExp =>
	new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^]*')}$`);

/** A problem without its description, and that description. */
function parts({ description, ...rest }: Problem): [Omit<Problem, 'description'>, string] {
	return [rest, description];
}

const without = (...names: Array<keyof CallFacts>): CallFacts => ({
	...FACTS,
	...Object.fromEntries(names.map((name) => [name, undefined])),
});

describe.each([
	['an answer that cannot be read', unreadableAnswer, 'that cannot be read'],
	['an end that nothing confirms', doubtfulEnd, 'that was not expected'],
])('%s', (_, problemOf, words) => {
	test('names the call, its status and its job', () => {
		const [rest] = parts(problemOf(202, FACTS));
		expect(rest).toEqual({
			code: 'unexpected-answer',
			message: `Segmind gave an answer ${words} when asked to start the job`,
			httpCode: 202,
			model: 'pixverse-v6',
			requestId: ID,
		});
	});

	test('ends with what Segmind said, where it said something', () => {
		expect(problemOf(200, FACTS).description.endsWith(` ${SAID}`)).toBe(true);
		expect(problemOf(200, without('said')).description).not.toContain('Segmind said');
	});
});

test('an answer that cannot be read leads to the base URL and the proxy', () => {
	expect(unreadableAnswer(200, FACTS).description).toMatch(
		says('It was not the JSON that Segmind documents.', 'API Base URL', 'proxy', SAID),
	);
});

test('an end that nothing confirms says its status, and why it is not believed', () => {
	expect(doubtfulEnd(503, FACTS).description).toMatch(
		says('It came with status 503', 'an end of the job, which nothing else confirms.', SAID),
	);
});

describe('a history that is not there', () => {
	test('is a setting to be mended, of nobody’s job', () => {
		const [rest] = parts(historyNotThere(FACTS));
		expect(rest).toEqual({
			code: 'history-unreadable',
			message: "Segmind's request history was not found",
			httpCode: 404,
			failure: { cause: 'configuration-invalid' },
		});
	});

	test('at Segmind itself leads to a proxy in between', () => {
		expect(historyNotThere(FACTS).description).toMatch(
			says('Its address answered with 404.', 'between n8n and api.spotprod.segmind.com.', SAID),
		);
		expect(historyNotThere(FACTS).description).not.toContain('API Base URL');
	});

	test('elsewhere leads to the credential, and to what a proxy must forward', () => {
		const { description } = historyNotThere({ ...FACTS, isDefaultHost: false });
		expect(description).toMatch(
			says(
				"The credential's API Base URL answered with 404",
				'forward /inference-request to api.spotprod.segmind.com',
				'set the API Base URL to https://api.segmind.com.',
				SAID,
			),
		);
	});
});

describe('nobody was reached', () => {
	test('is a matter of the moment, and names the job', () => {
		const [rest, description] = parts(notReached('ENOTFOUND', FACTS));
		expect(rest).toEqual({
			code: 'not-reached',
			message: 'Segmind could not be reached',
			model: 'pixverse-v6',
			requestId: ID,
			failure: { cause: 'temporarily-unavailable' },
		});
		expect(description).toMatch(
			says(
				'The request to start the job never left n8n (ENOTFOUND).',
				'network',
				'proxy',
				'API Base URL.',
				SAID,
			),
		);
	});

	test('says that nothing was charged, unless it was asked about a job', () => {
		const charged = 'Nothing was charged for this order.';
		expect(notReached('x', without('requestId')).description).toContain(charged);
		expect(notReached('x', FACTS).description).not.toContain(charged);
	});
});

test('a connection that broke is a matter of the moment, and its reason is told', () => {
	const [rest, description] = parts(connectionBroke('ECONNRESET', FACTS));
	expect(rest).toEqual({
		code: 'connection-broke',
		message: 'The connection broke while n8n waited for Segmind to start the job',
		model: 'pixverse-v6',
		requestId: ID,
		failure: { cause: 'temporarily-unavailable' },
	});
	expect(description).toMatch(says('The reason was: ECONNRESET.', 'try again.'));
});

describe('an order of which nobody knows whether it was accepted', () => {
	const CAUSE = 'The connection broke after the order had left.';
	const SEARCH = [
		'Look for it with Job > Get Many (filter by model and time), then fetch it with Job > Get.',
		'Running the workflow anew orders it again.',
	];
	const FETCH = `Its request ID seems to be ${ID}: fetch it with Job > Get. If that does not know it:`;
	const OPENING = `${CAUSE} It is not sent again, so that nothing is paid twice.`;

	test('is no failure that goes away by itself: it names model and ID, and no status', () => {
		const [rest] = parts(outcomeUnknown(CAUSE, FACTS));
		expect(rest).toEqual({
			code: 'outcome-unknown',
			message: 'The job may have been accepted by Segmind, but no usable answer came back',
			model: 'pixverse-v6',
			requestId: ID,
		});
	});

	test('says what was seen, that it is not sent again, and how to look', () => {
		const { description } = outcomeUnknown(CAUSE, without('requestId'));
		expect(description).toMatch(says(OPENING, ...SEARCH, SAID));
		expect(description).not.toContain('request ID');
		expect(description).not.toContain('charged');
	});

	test('leads to its ID first, where it seems to have one', () => {
		expect(outcomeUnknown(CAUSE, FACTS).description).toMatch(says(OPENING, FETCH, ...SEARCH, SAID));
	});

	test.each(['a/b', '', '../x', 'ä'])('sends nobody to fetch "%s", but keeps it', (requestId) => {
		const problem = outcomeUnknown(CAUSE, { ...FACTS, requestId });
		expect(problem.requestId).toBe(requestId);
		expect(problem.description).toMatch(says(OPENING, ...SEARCH, SAID));
		expect(problem.description).not.toContain('request ID');
	});

	test('ends with its advice where Segmind said nothing', () => {
		expect(outcomeUnknown(CAUSE, without('said')).description).toMatch(
			says(OPENING, FETCH, ...SEARCH),
		);
	});
});
