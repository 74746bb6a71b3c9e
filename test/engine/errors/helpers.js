// What the error tests share: runs under each way of going on, and what every error must hold.
const { runOnce } = require('../../support/runNode');

const VIDEO = {
	resource: 'video',
	operation: 'textToVideo',
	model: 'pixverse-4.5-video',
	prompt: '={{ $json.prompt ?? "a fox in the snow" }}',
	aspectRatio: '16:9',
	duration: 5,
	quality: '540p',
	motionMode: 'normal',
};
const FAST = { pollInterval: 0.02 };

/** A PNG of one pixel: enough for an upload. */
const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

const pngItem = (json = {}) => ({
	json,
	binary: { data: { data: PNG.toString('base64'), mimeType: 'image/png', fileName: 'one.png' } },
});

/** The three ways in which a node can go on after an error. */
const MODES = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

/**
 * Runs the node once and hands back the error in one form, whichever way it came out.
 *
 * @returns {Promise<{message: string, description: string, details: object, result: object}>}
 */
async function errorOf(engine, onError, options) {
	const result = await runOnce(engine, {
		...options,
		settings: { ...options.settings, onError },
	});
	if (onError === 'stopWorkflow') {
		const { error } = result;
		if (!error) throw new Error('The run went well, though an error was expected');
		const { message, description, context, httpCode } = error;
		const { requestId, model, code, videoUrl, itemIndex } = context;
		const details = { requestId, model, code, videoUrl, description };
		if (httpCode !== undefined && httpCode !== null) details.httpCode = Number(httpCode);
		return { message, description, itemIndex, details, result };
	}
	if (result.error) throw result.error;
	const wrong = onError === 'continueErrorOutput' ? result.errorItems : result.items;
	const item = wrong.find(({ json }) => 'error' in json);
	if (!item) throw new Error('No item tells of an error');
	const { message, details } = item.json;
	const itemIndex = item.pairedItem.item;
	return { message, description: details.description, itemIndex, details, item, result };
}

/** What no text that users see may ever hold. */
function expectReadable({ message, description, details }) {
	for (const text of [message, description]) {
		expect(typeof text).toBe('string');
		expect(text.length).toBeGreaterThan(10);
		expect(text).not.toMatch(/\n\s+at /);
		expect(text).not.toMatch(/undefined|\[object|NaN/);
	}
	expect(message.length).toBeLessThan(250);
	expect(JSON.stringify(details)).not.toMatch(/\bSG_\w/);
}

module.exports = { VIDEO, FAST, PNG, MODES, pngItem, errorOf, expectReadable };
