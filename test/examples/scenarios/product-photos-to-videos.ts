import assert from 'node:assert/strict';

import { parseMp4 } from '../../host/mp4';
import { theOnly } from '../../support/lists';
import { MANUAL, picture, runFrom, type Scenario } from '../steps';

export const productPhotosToVideos: Scenario = {
	arrange({ services }) {
		for (const name of ['mug.png', 'lamp.png']) {
			const parents = ['YOUR_PHOTO_FOLDER_ID'];
			const file = { id: services.newId(), name, mimeType: 'image/png', parents };
			services.files.push({ ...file, bytes: picture(name) });
		}
		services.sheets.set('Products', [['Photo', 'Video', 'Request ID', 'Cost']]);
	},
	async dry(play) {
		await runFrom(play, MANUAL);
	},
	async run(play) {
		const { sandbox, services } = play;
		await runFrom(play, MANUAL);
		const rows = services
			.sheet('Products')
			.slice(1)
			.map((row) => row.map(String));
		assert.deepEqual(
			rows.map(([photo]) => photo),
			['mug.png', 'lamp.png'],
		);
		for (const [photo = '', link = '', requestId] of rows) {
			const file = services.fileIn(link);
			assert.equal(file.name, photo.replace('.png', '.mp4'));
			assert.deepEqual(file.parents, ['YOUR_VIDEO_FOLDER_ID']);
			parseMp4(file.bytes);
			const job = theOnly(sandbox.jobs.filter((one) => one.requestId === requestId));
			assert.match(String(job.body.image_url), /\/assets\//);
		}
		await runFrom(play, MANUAL);
		assert.equal(sandbox.acceptedSubmits().length, 2, 'a photo is animated once');
	},
};
