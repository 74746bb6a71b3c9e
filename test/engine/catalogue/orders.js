// A good order of a model, and what a test expects of the node for it.
const { EXAMPLES, parametersFor, requiredOnly } = require('./examples');

/** A good order of a model, with changes. */
function orderOf(operation, model, changes = {}) {
	const [, , body] = EXAMPLES.find(([name, slug]) => name === operation && slug === model);
	const given = {
		...requiredOnly(operation, body),
		duration: 5,
		quality: '540p',
		motion_mode: 'normal',
	};
	if (operation === 'mimic')
		['duration', 'quality', 'motion_mode'].forEach((name) => delete given[name]);
	if (model === 'pixverse-v6') delete given.motion_mode;
	return { ...parametersFor(operation, model, given), waitForCompletion: false, ...changes };
}

/** @param {object} node from useNode */
function expectations(node) {
	/** Refused before any request. @returns {Promise<Error>} what the user sees */
	async function expectRefusal(parameters, message, options) {
		const { error, status } = await node.run(parameters, options);
		expect(node.sandbox.requests).toEqual([]);
		expect(status).toBe('error');
		expect(error.message).toMatch(message);
		expect(error.description).toEqual(expect.any(String));
		return error;
	}

	/** Sent, and accepted by the sandbox. */
	async function expectSent(parameters) {
		const { error } = await node.run(parameters);
		expect(error).toBeUndefined();
		expect(node.sandbox.acceptedSubmits()).toHaveLength(1);
	}

	return { expectRefusal, expectSent };
}

module.exports = { expectations, orderOf };
