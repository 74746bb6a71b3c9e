'use strict';

const { itemsOf } = require('../../host/executionData');
const { MANUAL, runFrom, savedVideo } = require('../steps');

module.exports = {
	async run(stage) {
		const execution = await runFrom(stage, MANUAL);
		const [item] = itemsOf(execution, 'Save video to disk');
		await savedVideo(stage, item.json.fileName);
	},
};
