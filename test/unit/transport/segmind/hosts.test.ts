// Where the key goes: every spelling of Segmind's own host, a proxy for all calls, and nowhere else.
import { describe, expect, test } from '@jest/globals';

import {
	isSafePathSegment,
	isSendableKey,
	readHosts,
	withoutPassword,
} from '../../../../nodes/PixVerse/transport/segmind/hosts';

const SEGMIND = {
	api: 'https://api.segmind.com',
	upload: 'https://workflows-api.segmind.com',
	history: 'https://api.spotprod.segmind.com',
	isDefault: true,
};

describe('the API Base URL', () => {
	test.each([
		undefined,
		'',
		'  ',
		'https://api.segmind.com',
		' https://api.segmind.com// ',
		'https://api.segmind.com/v1',
		'https://api.segmind.com/v2/',
		'HTTPS://API.Segmind.com',
		'https://api.segmind.com:443',
		'https://api.segmind.com:443/v1',
		'https://api.segmind.com.',
		'https://user:pass@api.segmind.com',
	])('%j is Segmind itself', (baseUrl) => {
		expect(readHosts(baseUrl)).toEqual({ ok: true, hosts: SEGMIND });
	});

	test.each([
		['http://localhost:8000/', 'http://localhost:8000'],
		['https://proxy.example/segmind/v1', 'https://proxy.example/segmind'],
		['https://user:pass@proxy.example', 'https://user:pass@proxy.example'],
		['https://api.segmind.com:8443', 'https://api.segmind.com:8443'],
		['https://api.segmind.com.evil.example', 'https://api.segmind.com.evil.example'],
		['https://notsegmind.com', 'https://notsegmind.com'],
	])('%s points every call at %s', (baseUrl, api) => {
		const hosts = { api, upload: api, history: api, isDefault: false };
		expect(readHosts(baseUrl)).toEqual({ ok: true, hosts });
	});

	test.each([
		'api.segmind.com',
		'ftp://api.segmind.com',
		'https://',
		'https://a.example/?x=1',
		'no',
	])('%s is none', (baseUrl) => {
		const message = "The credential's API Base URL is not a web address";
		expect(readHosts(baseUrl)).toMatchObject({ ok: false, message });
	});

	test.each(['http://api.segmind.com', 'http://API.SEGMIND.COM:80/v1', 'http://segmind.com.'])(
		'%s would send the key in clear',
		(baseUrl) => {
			const message = "The credential's API Base URL would send the API key unencrypted";
			expect(readHosts(baseUrl)).toMatchObject({ ok: false, message });
		},
	);
});

test.each([
	['https://user:pass@proxy.example/v2/x', 'https://proxy.example/v2/x'],
	['http://user@localhost:1', 'http://localhost:1'],
	['https://a:b@c@proxy.example', 'https://proxy.example'],
	['http:/user:pass@proxy.example:81', 'http://proxy.example:81'],
	['http:user:pass@proxy.example', 'http://proxy.example'],
	['http:\\\\user:pass@proxy.example/x', 'http://proxy.example/x'],
	['https://proxy.example/a@b', 'https://proxy.example/a@b'],
	['https://proxy.example?to=a@b', 'https://proxy.example?to=a@b'],
])('%s is shown as %s', (address, shown) => expect(withoutPassword(address)).toBe(shown));

test('a key that can stand in a header', () => {
	expect(isSendableKey('SG_0123456789abcdef')).toBe(true);
	for (const key of ['', 'with blank', 'tab\t', 'schlüssel', 'zero\u200bwidth']) {
		expect(isSendableKey(key)).toBe(false);
	}
});

test('what may stand in a path', () => {
	for (const id of ['pixverse-v6', '0b6f6e9e-6a5f', 'a.b_c', '7', 'x'.repeat(200)]) {
		expect(isSafePathSegment(id)).toBe(true);
	}
	for (const id of [
		'',
		'.',
		'..',
		'../x',
		'a/b',
		'a?b',
		'a b',
		'-a',
		'%2e',
		'a\n',
		'x'.repeat(201),
	]) {
		expect(isSafePathSegment(id)).toBe(false);
	}
});
