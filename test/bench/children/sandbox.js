'use strict';

const { SANDBOX_KEY, startSandbox } = require('../../sandbox');

/**
 * Jobs are told apart by the number that ends their prompt. `durationsMs` and `videoBytes` are
 * objects by that number; a job takes no time and has a small video where they say nothing.
 */
const { durationsMs = {}, videoBytes = {} } = JSON.parse(process.argv[2]);

const numberOf = ({ prompt }) => /\d+$/.exec(prompt)?.[0];

startSandbox({
	jobDurationMs: (body) => durationsMs[numberOf(body)] ?? 0,
	videoBytes: (body) => videoBytes[numberOf(body)] ?? null,
	credits: 1e9,
}).then((sandbox) => {
	process.send({ url: sandbox.url, key: SANDBOX_KEY });
	// The one that started it may have been ended itself.
	process.once('disconnect', () => void sandbox.close());
});
