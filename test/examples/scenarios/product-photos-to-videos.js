'use strict';

const assert = require('node:assert/strict');

const { parseMp4 } = require('../../host/mp4');
const { MANUAL, picture, runFrom } = require('../steps');

module.exports = {
	async run(stage) {
		const { sandbox, world } = stage;
		for (const name of ['mug.png', 'lamp.png']) {
			const parents = ['YOUR_PHOTO_FOLDER_ID'];
			const file = { id: world.newId(), name, mimeType: 'image/png', parents };
			world.files.push({ ...file, bytes: picture(name) });
		}
		world.sheets.set('Products', [['Photo', 'Video', 'Request ID', 'Cost']]);
		await runFrom(stage, MANUAL);
		const [, ...rows] = world.sheets.get('Products');
		assert.deepEqual(
			rows.map(([photo]) => photo),
			['mug.png', 'lamp.png'],
		);
		for (const [photo, link, requestId] of rows) {
			const file = world.files.find(({ id }) => link.includes(id));
			assert.equal(file.name, photo.replace('.png', '.mp4'));
			assert.deepEqual(file.parents, ['YOUR_VIDEO_FOLDER_ID']);
			parseMp4(file.bytes);
			const job = sandbox.jobs.find((candidate) => candidate.requestId === requestId);
			assert.match(job.body.image_url, /\/assets\//);
		}
	},
};
