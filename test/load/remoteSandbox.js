const { fork } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');

/**
 * Starts a sandbox in another process; it ends with this one.
 *
 * @param {object} options as for startSandbox, functions excepted
 */
async function startRemoteSandbox(options) {
	const child = fork(path.join(__dirname, 'sandboxProcess.js'), [JSON.stringify(options)]);
	const [{ url }] = await once(child, 'message');
	const control = async (method, route, body) => {
		const response = await fetch(`${url}/_sandbox/${route}`, {
			method,
			headers: body === undefined ? {} : { 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		if (!response.ok) throw new Error(`${method} ${route}: ${await response.text()}`);
		return await response.json();
	};
	return {
		url,
		requests: async () => await control('GET', 'requests'),
		configure: async (partial) => await control('POST', 'configure', partial),
		reset: async () => await control('POST', 'reset'),
		async close() {
			child.disconnect();
			await once(child, 'exit');
		},
	};
}

module.exports = { startRemoteSandbox };
