// Every status that Segmind documents, and every form of body, as the answer to a submit: each must
// become an error that says what happened and what to do, and must say it the same in all three
// ways of going on.
const { loadEngine } = require('../../support/engine');
const { startSandbox, SANDBOX_KEY } = require('../../sandbox');
const { runOnce } = require('../../support/runNode');
const { VIDEO, FAST, MODES, errorOf, expectReadable } = require('./helpers.js');

jest.setTimeout(20_000);

let engine;
let sandbox;
const credential = () => ({ apiKey: SANDBOX_KEY, baseUrl: sandbox.url });
beforeAll(async () => {
	engine = await loadEngine();
	sandbox = await startSandbox({ jobDurationMs: 30 });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const error = (text) => ({ error: text });
const HTML = '<html><head><title>405 Method Not Allowed</title></head><body>no</body></html>';

/** `kind: 'status'` faults of a submit: [name, fault, code, message, description]. */
const SUBMIT = [
	[
		'400',
		{ status: 400, body: error('Malformed JSON') },
		'request-refused',
		/refused a value/,
		/Malformed JSON/,
	],
	[
		'401',
		{ status: 401, body: error('Unauthorized. API key is invalid') },
		'key-refused',
		/does not accept the API key/,
		/platform\.segmind\.com\/api-keys/,
	],
	[
		'401, auth surface',
		{
			status: 401,
			body: { error: 'invalid_api_key', error_description: 'The key is wrong', status_code: 401 },
		},
		'key-refused',
		/API key/,
		/invalid_api_key: The key is wrong/,
	],
	[
		'402',
		{ status: 402, body: error('Payment required') },
		'insufficient-credits',
		/not enough credits/,
		/Add credits/,
	],
	[
		'403',
		{ status: 403, body: error('Model restricted for team') },
		'not-allowed',
		/may not use pixverse-4\.5-video/,
		/owner of the Segmind team/,
	],
	[
		'404',
		{ status: 404, body: error('Model not found') },
		'unknown-model',
		/does not know the model/,
		/segmind\.com\/models/,
	],
	[
		'405 as HTML',
		{ status: 405, body: HTML, contentType: 'text/html' },
		'wrong-base-url',
		/does not lead to Segmind/,
		/https:\/\/api\.segmind\.com/,
	],
	[
		'406, content type',
		{ status: 406, body: error('Invalid content type') },
		'content-type-refused',
		/as JSON/,
		/Content-Type/,
	],
	[
		'406, credits',
		{ status: 406, body: error('Insufficient credits. Balance 0.1, need 0.58') },
		'insufficient-credits',
		/not enough credits/,
		/Balance 0\.1/,
	],
	[
		'406, value',
		{ status: 406, body: error('quality must be one of 360p, 540p') },
		'request-refused',
		/refused a value/,
		/one of 360p/,
	],
	[
		'406, spend limit',
		{ status: 406, body: error('Team spend limit reached') },
		'spend-limit',
		/spend limit/,
		/Raise the limit/,
	],
	[
		'410',
		{ status: 410, body: error('Model retired') },
		'model-retired',
		/retired the model pixverse-4\.5-video/,
		/Choose another Model/,
	],
	[
		'422, FastAPI list',
		{
			status: 422,
			body: { detail: [{ loc: ['body', 'prompt'], msg: 'field required', type: 'missing' }] },
		},
		'request-refused',
		/refused a value/,
		/field required/,
	],
	[
		'413',
		{ status: 413, body: 'too big', contentType: 'text/plain' },
		'too-large',
		/of this size/,
		/smaller/,
	],
	['418', { status: 418, body: error('teapot') }, 'unexpected-answer', /not expected/, /418/],
	[
		'302',
		{ kind: 'redirect', location: 'https://elsewhere.example/{path}' },
		'wrong-base-url',
		/does not lead to Segmind/,
		/302/,
	],
	['501', { status: 501, body: error('nope') }, 'segmind-down', /could not start the job/, /501/],
	[
		'504, accepted or not',
		{ status: 504 },
		'outcome-unknown',
		/may have been accepted/,
		/Job > Get Many/,
	],
	[
		'524 of a gateway',
		{ status: 524, body: 'a timeout occurred', contentType: 'text/plain' },
		'outcome-unknown',
		/may have been accepted/,
		/524/,
	],
	['408', { status: 408, body: error('slow') }, 'outcome-unknown', /may have been accepted/, /408/],
	[
		'error as an object',
		{ status: 400, body: { error: { message: 'bad prompt' } } },
		'request-refused',
		/refused a value/,
		/bad prompt/,
	],
	[
		'PixelFlow form',
		{ status: 400, body: { error_message: { node: 'x' }, status: 'FAILED' } },
		'request-refused',
		/refused a value/,
		/"node":"x"/,
	],
	[
		'an empty body',
		{ status: 400, body: '' },
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

describe.each(MODES)('a submit answered badly, %s', (onError) => {
	test.each(SUBMIT)('%s', async (_, fault, code, message, description) => {
		sandbox.addFault({ kind: 'status', ...fault, phase: 'submit' });
		const seen = await errorOf(engine, onError, {
			parameters: { ...VIDEO, options: FAST },
			credential: credential(),
		});
		expectReadable(seen);
		expect(seen.details.code).toBe(code);
		expect(seen.message).toMatch(message);
		expect(seen.description).toMatch(description);
		expect(seen.itemIndex).toBe(0);
		expect(seen.details.model).toBe('pixverse-4.5-video');
		const status = fault.kind === 'redirect' ? 302 : (fault.status ?? 200);
		expect(seen.details.httpCode).toBe(status);
		// None of these is ever sent a second time.
		expect(sandbox.requests.filter(({ phase }) => phase === 'submit')).toHaveLength(1);
	});
});

test('a submit is sent again after 500, 502 and 503, and bought once', async () => {
	const statuses = [500, 502, 503];
	for (const status of statuses) {
		const match = { bodyContains: `number ${status}` };
		sandbox.addFault({ kind: 'status', status, phase: 'submit', times: 1, match });
	}
	const { items, error: failed } = await runOnce(engine, {
		parameters: { ...VIDEO, options: FAST },
		items: statuses.map((status) => ({ json: { prompt: `number ${status}` } })),
		credential: credential(),
	});
	expect(failed).toBeUndefined();
	expect(items.map(({ json }) => json.finished)).toEqual([true, true, true]);
	expect(sandbox.acceptedSubmits()).toHaveLength(3);
});
