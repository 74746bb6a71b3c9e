'use strict';

const { addressOf } = require('./address.js');
const { manualClock } = require('./clock.js');
const { seededFaults } = require('./faults/seeded.js');
const { KINDS, PHASES } = require('./faults/kinds.js');
const { SANDBOX_KEY, NO_BALANCE_KEY } = require('./keys.js');
const { startOptions } = require('./options.js');
const { buildServer } = require('./server.js');
const { World } = require('./world.js');

const FAULT_KINDS = Object.keys(KINDS);

/**
 * Starts a sandbox. README.md explains the options, the faults and the records.
 *
 * @param {object} [given] options
 * @throws {TypeError} on an option or a fault that does not exist or has a wrong value
 * @throws {Error} EADDRINUSE when the port is taken
 */
async function startSandbox(given = {}) {
	const options = startOptions(given);
	const world = new World(options);
	const server = buildServer(world);
	await server.listen({ port: options.port, host: options.host });
	const { port } = server.server.address();

	return {
		url: addressOf(options.host, port),
		port,
		get requests() {
			return world.requests;
		},
		get jobs() {
			return world.jobViews();
		},
		acceptedSubmits: () => world.requests.filter((record) => record.accepted),
		addFault: (fault) => world.faults.add(fault),
		clearFaults: () => world.faults.clear(),
		credits: () => {
			world.settle();
			return { credits: world.wallet.credits, freeCredits: world.wallet.freeCredits };
		},
		reset: () => world.reset(),
		configure: (partial) => world.configure(partial),
		expire: (requestId) => world.expire(requestId),
		close: async () => await server.close(),
	};
}

module.exports = {
	startSandbox,
	seededFaults,
	manualClock,
	SANDBOX_KEY,
	NO_BALANCE_KEY,
	FAULT_KINDS,
	PHASES,
};
