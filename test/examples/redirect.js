// Loaded into n8n's process before n8n itself (NODE_OPTIONS=--require). The addresses of Google and
// Facebook are fixed in n8n's nodes, so what goes to them is sent to the stand-in instead.
// Everything else leaves this process as it is.
'use strict';

const http = require('node:http');
const https = require('node:https');

const FIXED_HOSTS = /(^|\.)(googleapis|facebook)\.com$/;
const { hostname, port } = new URL(process.env.STAND_IN_URL ?? 'http://127.0.0.1:9');
const realRequest = https.request;

/** @param {unknown[]} given the arguments of `https.request` in any of its forms */
function parse(given) {
	const [first, second] = given;
	if (typeof first !== 'string' && !(first instanceof URL)) return first;
	const { hostname: host, pathname, search } = new URL(first);
	return {
		hostname: host,
		path: `${pathname}${search}`,
		...(typeof second === 'object' ? second : {}),
	};
}

https.request = function request(...given) {
	const options = parse(given);
	const wanted = String(options.hostname ?? options.host ?? '');
	if (!FIXED_HOSTS.test(wanted)) return realRequest.apply(https, given);
	const { method, path, headers } = options;
	return http.request(
		{ method, path, headers: { ...headers, 'x-meant-for': wanted }, hostname, port },
		given.find((argument) => typeof argument === 'function'),
	);
};

https.get = function get(...given) {
	const sent = https.request(...given);
	sent.end();
	return sent;
};
