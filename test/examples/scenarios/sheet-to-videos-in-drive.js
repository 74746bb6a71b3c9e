'use strict';

const assert = require('node:assert/strict');

const { parseMp4 } = require('../../host/mp4');
const { MANUAL, runFrom } = require('../steps');

module.exports = {
	async run(stage) {
		const { sandbox, world } = stage;
		world.sheets.set('Videos', [
			['Prompt', 'Aspect Ratio', 'Video', 'Note'],
			['A red kite', '9:16'],
			['Made long ago', '', 'https://drive.google.com/old'],
			['A blue boat', '7:1'],
			['A green train', ''],
		]);
		await runFrom(stage, MANUAL);
		const [, kite, old, boat, train] = world.sheets.get('Videos');
		assert.equal(sandbox.acceptedSubmits().length, 2);
		assert.equal(old[2], 'https://drive.google.com/old');
		assert.match(boat[3], /^Aspect Ratio must be /);
		const fileOf = (row) => world.files.find(({ id }) => row[2].includes(id));
		assert.equal(fileOf(kite).name, 'row-2.mp4');
		assert.equal(fileOf(train).name, 'row-5.mp4');
		const { width, height } = parseMp4(fileOf(kite).bytes);
		assert.ok(height > width, 'the first row asks for 9:16');
	},
};
