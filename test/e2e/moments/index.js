'use strict';

/**
 * What a user meets, one after the other; each starts from an empty sandbox.
 *
 * @typedef {object} Moment
 * @property {string} name also of its pictures
 * @property {string} title
 * @property {boolean} [readme] true where it takes one of the README's pictures
 * @property {(stage: import('../stage').Stage) => Promise<string | void>} run returns figures worth
 * to be read
 *
 * @type {Moment[]}
 */
const MOMENTS = [
	require('./nodePanel'),
	require('./credential'),
	require('./credentialAnswers'),
	require('./fields'),
	require('./switching'),
	require('./schemaPreview'),
	require('./video'),
	require('./error'),
	require('./darkMode'),
	require('./stopInEditor'),
	require('./stopInEachPhase'),
	require('./retryInEditor'),
	require('./retryExecution'),
	// The last one, since it ends n8n.
	require('./killedInMidPoll'),
];

module.exports = { MOMENTS };
