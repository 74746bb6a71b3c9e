// What every check works with: one n8n-core with the packed node, and a sandbox.
const { loadEngine } = require('../../support/engine');
const { createRun, summarise } = require('../../support/runNode');
const { startSandbox, SANDBOX_KEY } = require('../../sandbox');

const POLL_INTERVAL_S = 0.05;
const JOB_MS = 100;

const TEXT_TO_VIDEO = {
	resource: 'video',
	operation: 'textToVideo',
	model: 'pixverse-5-video',
	prompt: 'A lighthouse in a storm',
	aspectRatio: '16:9',
	duration: 5,
	quality: '540p',
};

/**
 * @param {object} options
 * @param {string} options.coreDir folder below which this n8n-core is installed
 * @param {string} options.packageDir the node as a user has it, next to that n8n-core
 * @param {'filesystem' | 'default'} options.binaryMode
 */
async function openContext({ coreDir, packageDir, binaryMode }) {
	const engine = await loadEngine({ coreDir, packageDir, binaryMode });
	const sandbox = await startSandbox({ jobDurationMs: JOB_MS });

	/**
	 * Prepares a workflow around the node; whatever is not given is a plain text to video.
	 *
	 * @param {object} [options] as for createRun; `nodeOptions` become the collection Options
	 */
	function prepare({ parameters, nodeOptions, ...rest } = {}) {
		return createRun(engine, {
			parameters: {
				...TEXT_TO_VIDEO,
				...parameters,
				options: { pollInterval: POLL_INTERVAL_S, ...nodeOptions },
			},
			credential: { apiKey: SANDBOX_KEY, baseUrl: sandbox.url },
			...rest,
		});
	}

	return {
		engine,
		sandbox,
		binaryMode,
		prepare,
		run: async (options) => summarise(await prepare(options).start().promise),
		requests: (phase) => sandbox.requests.filter((request) => request.phase === phase),
		close: async () => await sandbox.close(),
	};
}

module.exports = { openContext };
