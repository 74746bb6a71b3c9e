// For a test file: the engine with the built node, and a sandbox that is as new for each test.
const { loadEngine } = require('./engine');
const { runOnce } = require('./runNode');
const { startSandbox, SANDBOX_KEY } = require('../sandbox');

/**
 * Call it once at the top of a file or a describe.
 *
 * @param {object} [sandboxOptions] jobs take 50 ms unless it says other
 * @returns {{ engine: object, sandbox: object, run: Function, bodies: Function }} filled before the first test;
 *   `run(parameters, options?)` runs the node once, `bodies()` are those of all submits
 */
function useNode(sandboxOptions = {}) {
	// n8n-core alone takes seconds to load on a busy machine.
	jest.setTimeout(30_000);
	const used = {};
	beforeAll(async () => {
		used.engine = await loadEngine();
		used.sandbox = await startSandbox({ jobDurationMs: 50, ...sandboxOptions });
	});
	afterAll(async () => await used.sandbox?.close());
	beforeEach(() => used.sandbox.reset());
	used.run = async (parameters, { apiKey = SANDBOX_KEY, ...options } = {}) =>
		await runOnce(used.engine, {
			parameters,
			credential: { apiKey, baseUrl: used.sandbox.url },
			...options,
		});
	used.bodies = () =>
		used.sandbox.requests.filter(({ phase }) => phase === 'submit').map(({ body }) => body);
	return used;
}

module.exports = { useNode };
