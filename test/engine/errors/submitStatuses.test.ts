// Every status that Segmind documents, and every form of body, as the answer to a submit: each must
// become an error that says what happened and what to do, and must say it the same in all three
// ways of going on.
import { describe, expect, test } from '@jest/globals';

import type { Fault } from '../../sandbox';
import { PAGE_405, said } from '../../support/answers';
import { errorOf, expectReadable } from '../../support/assertions';
import { MODES, video } from '../../support/inputs';
import { useNode } from '../../support/useNode';

const node = useNode({ jobDurationMs: 30 });
const { run, sandbox, sent } = node;

/** `kind: 'status'` faults of a submit: [name, fault, code, message, description]. */
const SUBMIT: Array<
	[name: string, fault: Fault, code: string, message: RegExp, description: RegExp]
> = [
	[
		'400',
		{ kind: 'status', status: 400, body: said('Malformed JSON') },
		'request-refused',
		/refused a value/,
		/Malformed JSON/,
	],
	[
		'401',
		{ kind: 'status', status: 401, body: said('Unauthorized. API key is invalid') },
		'key-refused',
		/does not accept the API key/,
		/platform\.segmind\.com\/api-keys/,
	],
	[
		'401, auth surface',
		{
			kind: 'status',
			status: 401,
			body: { error: 'invalid_api_key', error_description: 'The key is wrong', status_code: 401 },
		},
		'key-refused',
		/API key/,
		/invalid_api_key: The key is wrong/,
	],
	[
		'402',
		{ kind: 'status', status: 402, body: said('Payment required') },
		'insufficient-credits',
		/not enough credits/,
		/Add credits/,
	],
	[
		'403',
		{ kind: 'status', status: 403, body: said('Model restricted for team') },
		'not-allowed',
		/may not use pixverse-4\.5-video/,
		/owner of the Segmind team/,
	],
	[
		'404',
		{ kind: 'status', status: 404, body: said('Model not found') },
		'unknown-model',
		/does not know the model/,
		/segmind\.com\/models/,
	],
	[
		'405 as HTML',
		PAGE_405,
		'wrong-base-url',
		/does not lead to Segmind/,
		/https:\/\/api\.segmind\.com/,
	],
	[
		'406, content type',
		{ kind: 'status', status: 406, body: said('Invalid content type') },
		'content-type-refused',
		/as JSON/,
		/Content-Type/,
	],
	[
		'406, credits',
		{ kind: 'status', status: 406, body: said('Insufficient credits. Balance 0.1, need 0.58') },
		'insufficient-credits',
		/not enough credits/,
		/Balance 0\.1/,
	],
	[
		'406, value',
		{ kind: 'status', status: 406, body: said('quality must be one of 360p, 540p') },
		'request-refused',
		/refused a value/,
		/one of 360p/,
	],
	[
		'406, spend limit',
		{ kind: 'status', status: 406, body: said('Team spend limit reached') },
		'spend-limit',
		/spend limit/,
		/Raise the limit/,
	],
	[
		'410',
		{ kind: 'status', status: 410, body: said('Model retired') },
		'model-retired',
		/retired the model pixverse-4\.5-video/,
		/Choose another Model/,
	],
	[
		'422, FastAPI list',
		{
			kind: 'status',
			status: 422,
			body: { detail: [{ loc: ['body', 'prompt'], msg: 'field required', type: 'missing' }] },
		},
		'request-refused',
		/refused a value/,
		/field required/,
	],
	[
		'413',
		{ kind: 'status', status: 413, body: 'too big', contentType: 'text/plain' },
		'too-large',
		/of this size/,
		/smaller/,
	],
	[
		'418',
		{ kind: 'status', status: 418, body: said('teapot') },
		'unexpected-answer',
		/not expected/,
		/418/,
	],
	[
		'302',
		{ kind: 'redirect', location: 'https://elsewhere.example/{path}' },
		'wrong-base-url',
		/does not lead to Segmind/,
		/302/,
	],
	[
		'501',
		{ kind: 'status', status: 501, body: said('nope') },
		'segmind-down',
		/could not start the job/,
		/501/,
	],
	[
		'504, accepted or not',
		{ kind: 'status', status: 504 },
		'outcome-unknown',
		/may have been accepted/,
		/Job > Get Many/,
	],
	[
		'524 of a gateway',
		{ kind: 'status', status: 524, body: 'a timeout occurred', contentType: 'text/plain' },
		'outcome-unknown',
		/may have been accepted/,
		/524/,
	],
	[
		'408',
		{ kind: 'status', status: 408, body: said('slow') },
		'outcome-unknown',
		/may have been accepted/,
		/408/,
	],
	[
		'error as an object',
		{ kind: 'status', status: 400, body: { error: { message: 'bad prompt' } } },
		'request-refused',
		/refused a value/,
		/bad prompt/,
	],
	[
		'PixelFlow form',
		{ kind: 'status', status: 400, body: { error_message: { node: 'x' }, status: 'FAILED' } },
		'request-refused',
		/refused a value/,
		/"node":"x"/,
	],
	[
		'an empty body',
		{ kind: 'status', status: 400, body: '' },
		'request-refused',
		/refused a value/,
		/Check the fields/,
	],
	[
		'200 as HTML',
		{ kind: 'wrongType' },
		'outcome-unknown',
		/may have been accepted/,
		/no readable request ID/,
	],
];

/** The status that a submit is answered with. */
function statusOf(fault: Fault): number {
	if (fault.kind === 'redirect') return 302;
	return fault.kind === 'status' ? fault.status : 200;
}

describe.each(MODES)('a submit answered badly, %s', (onError) => {
	test.each(SUBMIT)('%s', async (_, fault, code, message, description) => {
		sandbox.addFault({ ...fault, phase: 'submit' });
		const seen = await errorOf(node, onError, video());
		expectReadable(seen);
		expect(seen.details.code).toBe(code);
		expect(seen.message).toMatch(message);
		expect(seen.description).toMatch(description);
		expect(seen.itemIndex).toBe(0);
		expect(seen.details.model).toBe('pixverse-4.5-video');
		expect(seen.details.httpCode).toBe(statusOf(fault));
		// None of these is ever sent a second time.
		expect(sent('submit')).toHaveLength(1);
	});
});

test('a submit is sent again after 500, 502 and 503, and bought once', async () => {
	const statuses = [500, 502, 503];
	for (const status of statuses) {
		const match = { bodyContains: `number ${status}` };
		sandbox.addFault({ kind: 'status', status, phase: 'submit', times: 1, match });
	}
	const { items, error: failed } = await run(video(), {
		items: statuses.map((status) => ({ json: { prompt: `number ${status}` } })),
	});
	expect(failed).toBeUndefined();
	expect(items.map(({ json }) => json.finished)).toEqual([true, true, true]);
	expect(sandbox.acceptedSubmits()).toHaveLength(3);
});
