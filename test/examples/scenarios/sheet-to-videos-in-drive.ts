import assert from 'node:assert/strict';

import { parseMp4 } from '../../host/mp4';
import { elementAt } from '../../support/lists';
import type { Cell } from '../services';
import { MANUAL, runFrom, type Scenario } from '../steps';

export const sheetToVideosInDrive: Scenario = {
	arrange({ services }) {
		services.sheets.set('Videos', [
			['Prompt', 'Aspect Ratio', 'Video', 'Note'],
			['A red kite', '9:16'],
			['Made long ago', '', 'https://drive.google.com/old'],
			['A blue boat', '4:3'],
			['A green train', ''],
		]);
	},
	async dry(play) {
		await runFrom(play, MANUAL);
	},
	async run(play) {
		const { sandbox, services } = play;
		elementAt(services.sheet('Videos'), 3)[1] = '7:1';
		await runFrom(play, MANUAL);
		const [kite = [], old = [], boat = [], train = []] = services.sheet('Videos').slice(1);
		assert.equal(sandbox.acceptedSubmits().length, 2);
		assert.equal(old[2], 'https://drive.google.com/old');
		assert.match(String(boat[3]), /^Aspect Ratio must be /);
		const fileOf = (row: Cell[]) => services.fileIn(String(row[2]));
		assert.equal(fileOf(kite).name, 'row-2.mp4');
		assert.equal(fileOf(train).name, 'row-5.mp4');
		const { width, height } = parseMp4(fileOf(kite).bytes);
		assert.ok(height > width, 'the first row asks for 9:16');
		// As after a crash: the videos are made, and no link is written.
		kite.length = 2;
		train.length = 2;
		await runFrom(play, MANUAL);
		assert.equal(sandbox.acceptedSubmits().length, 2, 'what is paid for is taken up');
		assert.ok(kite[2] && train[2]);
	},
};
