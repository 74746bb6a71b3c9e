// The core of the engine tests, as rows of the table. `modes` says with which binary data they run.
const binary = require('./binary');
const errors = require('./errors');
const load = require('./load');
const memory = require('./memory');
const seeds = require('./seeds');
const { stop } = require('./stop');

const FILES = ['filesystem'];
const BOTH = ['filesystem', 'default'];

/** @type {{ title: string, modes: string[], check: (context: object) => Promise<void> }[]} */
const CHECKS = [
	{ title: 'loads', modes: FILES, check: load.load },
	{ title: 'credential test', modes: FILES, check: load.testCredential },
	{ title: 'seed video, async', modes: FILES, check: seeds.asyncVideoSeed },
	{ title: 'seed video, sync', modes: BOTH, check: seeds.syncVideoSeed },
	{ title: 'seed transition, async', modes: FILES, check: seeds.asyncTransitionSeed },
	{ title: 'seed transition, sync', modes: FILES, check: seeds.syncTransitionSeed },
	{ title: 'Retry On Fail picks up', modes: FILES, check: memory.retryOnFail },
	{ title: 'Retry execution picks up', modes: FILES, check: memory.retryExecution },
	{ title: 'video stored', modes: BOTH, check: binary.video },
	{ title: 'file uploaded', modes: BOTH, check: binary.upload },
	{ title: 'Stop under 2 s', modes: FILES, check: stop },
	{ title: 'error as thrown', modes: FILES, check: errors.thrownError },
	{ title: 'error under continue', modes: FILES, check: errors.continued },
	{ title: 'error output', modes: FILES, check: errors.errorOutput },
	{ title: 'refused key: one POST', modes: FILES, check: errors.refusedKey },
	{ title: 'redirect not followed', modes: FILES, check: errors.redirect },
	{ title: 'unknown outcome not resent', modes: FILES, check: errors.unknownOutcome },
	{ title: 'summary hint', modes: FILES, check: errors.hint },
];

module.exports = { CHECKS };
