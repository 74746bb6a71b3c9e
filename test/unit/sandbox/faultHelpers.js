'use strict';

const { JSON_HEADERS, V6_BODY, open, rawRequest } = require('./helpers.js');

/** The kinds that `openWith` was called with in this file of tests. */
const tested = new Set();

/** A sandbox with one fault, and a job that is done, whose video has 100 kB. */
async function openWith(fault) {
	tested.add(fault.kind);
	const opened = await open({ clock: null, jobDurationMs: 0, videoBytes: 100_000 });
	const id = await opened.submit();
	opened.sandbox.addFault(fault);
	const { url } = opened.sandbox;
	const ordered = { method: 'POST', headers: JSON_HEADERS, body: JSON.stringify(V6_BODY) };
	return {
		...opened,
		id,
		order: (path = '/v2/pixverse-v6', more) => rawRequest(url + path, { ...ordered, ...more }),
		status: (more) => rawRequest(`${url}/v2/requests/${id}/status`, more),
		result: (more) => rawRequest(`${url}/v2/requests/${id}`, more),
		download: (more) => rawRequest(`${url}/files/${id}.mp4`, { headers: {}, ...more }),
		/** Jobs made by what came after the first. */
		accepted: () => opened.sandbox.acceptedSubmits().length - 1,
		last: () => opened.sandbox.requests.at(-1),
	};
}

const jsonOf = (seen) => JSON.parse(seen.body.toString());

module.exports = { jsonOf, openWith, tested };
