'use strict';

// Measured: loading one node by n8n's own loader, each time in a fresh process.
const path = require('node:path');
const { Bench } = require('tinybench');

const { hostModules } = require('../../host/paths');
const { runChild } = require('../child');
const { median } = require('../statistics');

/**
 * @returns {Promise<{ ms: number, emptyNodeMs: number, httpRequestNodeMs: number, heapKB: number }>}
 */
async function measureLoad({ folder, packageDir, emptyDir }, { repeats, say }) {
	const base = path.join(hostModules, 'n8n-nodes-base');
	const nodes = {
		ms: { packageDir, file: 'dist/nodes/PixVerse/PixVerse.node.js' },
		emptyNodeMs: { packageDir: emptyDir, file: 'dist/nodes/Empty/Empty.node.js' },
		httpRequestNodeMs: {
			packageDir: base,
			file: 'dist/nodes/HttpRequest/HttpRequest.node.js',
		},
	};
	const heapKB = [];
	// The time that counts is the one that the child measured, without the start of the process.
	const bench = new Bench({ iterations: repeats, time: 0, warmup: false, retainSamples: true });
	for (const [name, params] of Object.entries(nodes)) {
		bench.add(name, async () => {
			say(`load: ${path.basename(params.file)}`);
			const loaded = await runChild('load', params, { folder, nodeArgs: ['--expose-gc'] });
			if (name === 'ms') heapKB.push(loaded.heapKB);
			return { overriddenDuration: loaded.ms };
		});
	}
	await bench.run();
	const times = bench.tasks.map(({ name, result }) => {
		if (result.state !== 'completed') throw result.error ?? new Error(`${name}: ${result.state}`);
		return [name, result.latency.p50];
	});
	return { ...Object.fromEntries(times), heapKB: median(heapKB) };
}

module.exports = { measureLoad };
