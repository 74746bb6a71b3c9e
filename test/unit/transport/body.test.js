const { parseBody, redactKey, apiText } = require('../../../nodes/PixVerse/transport/http/json');
const { salvageRequestId, readRequestId } = require('../../../nodes/PixVerse/transport/segmind/readJob');

const KEY = 'SG_0123456789abcdef';

test.each([
	['as it is', `{"a":{"b":["x ${KEY}"]}}`],
	['as a name', `{"${KEY}":1}`],
	['in escapes', `{"a":"\\u0053G_0123456789\\u0061bcdef"}`],
])('the key is cut out of an answer: %s', (_, text) => {
	const body = parseBody(text, KEY);
	expect(body.kind).toBe('json');
	expect(JSON.stringify(body)).not.toContain('SG_');
	expect(JSON.stringify(body)).toContain('[API key]');
});

test('an address or a name that only looks like a key is left as it is', () => {
	const url = 'https://images.segmind.com/MSG_1/SG_clip.mp4';
	expect(parseBody(JSON.stringify({ url }), KEY).value).toEqual({ url });
	expect(redactKey('wrong key SG_other', KEY)).toBe('wrong key [API key]');
});

test('deep JSON with escapes is unreadable rather than a crash', () => {
	const deep = `{"x":"\\u0041","n":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
	expect(parseBody(deep, KEY).kind).toBe('other');
	expect(apiText({ error: JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) })).toBeUndefined();
});

test('an ID is found in what cannot be parsed, and in addresses', () => {
	expect(salvageRequestId('{"status":"QUEUED","request_id": "ab-12","x')).toBe('ab-12');
	expect(salvageRequestId('{"status_url":"https://x/v2/requests/0b6f6e9e-6a5f/status"')).toBe(
		'0b6f6e9e-6a5f',
	);
	expect(salvageRequestId('<html>requests/</html>')).toBeUndefined();
	expect(readRequestId({ request_id: 7 })).toBe('7');
	expect(readRequestId({ request_id: '  ' })).toBeUndefined();
	expect(readRequestId(Object.create({ request_id: 'inherited' }))).toBeUndefined();
});
