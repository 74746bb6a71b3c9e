'use strict';

const { spawn } = require('node:child_process');
const path = require('node:path');

const { hostModules, nodeBinary } = require('../host/paths');
const { TYPESCRIPT_ARGS } = require('../support/nodeArgs');

/** Each measure has a process of its own, with the Node and the modules of the host's n8n. */
function start(name, params, { nodeArgs = [], folder }) {
	const script = path.join(__dirname, 'children', `${name}.js`);
	return spawn(nodeBinary, [...TYPESCRIPT_ARGS, ...nodeArgs, script, JSON.stringify(params)], {
		env: {
			...process.env,
			NODE_PATH: hostModules,
			// The store's temporary files lie beside it: a rename, as on a real host.
			TMPDIR: folder,
			N8N_USER_FOLDER: folder,
		},
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
}

/**
 * Runs a script of `children/` and waits for the one message that it sends.
 *
 * @param {string} name
 * @param {object} params handed over as JSON
 * @param {{ folder: string, nodeArgs?: string[] }} options
 */
async function runChild(name, params, options) {
	const child = start(name, params, options);
	let said = '';
	let result;
	child.stdout.on('data', (text) => (said += text));
	child.stderr.on('data', (text) => (said += text));
	child.on('message', (message) => (result = message));
	const code = await new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', resolve);
	});
	if (code !== 0 || result === undefined) {
		throw new Error(`${name} ended with ${code}:\n${said.slice(-4000)}`);
	}
	return result;
}

/**
 * Starts the sandbox in its own process, so that its work and memory are not the node's.
 *
 * @param {object} params see children/sandbox.js
 * @param {{ folder: string }} options
 * @returns {Promise<{ url: string, key: string, stop: () => Promise<void> }>}
 */
async function startSandboxProcess(params, options) {
	// It is TypeScript, and not what is measured.
	const child = start('sandbox', params, { ...options, nodeArgs: ['--import', 'tsx'] });
	let said = '';
	// A pipe that nobody reads never closes.
	child.stdout.resume();
	child.stderr.on('data', (text) => (said += text));
	const ended = new Promise((resolve) => child.on('exit', resolve));
	const address = await new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('message', resolve);
		child.on('exit', (code) => reject(new Error(`the sandbox ended with ${code}:\n${said}`)));
	});
	return {
		...address,
		stop: async () => {
			child.kill();
			await ended;
		},
	};
}

module.exports = { runChild, startSandboxProcess };
