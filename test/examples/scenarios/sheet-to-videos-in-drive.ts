import assert from 'node:assert/strict';

import { parseMp4 } from '../../host/mp4';
import type { Cell } from '../services';
import { MANUAL, runFrom, type Scenario } from '../steps';

export const sheetToVideosInDrive: Scenario = {
	async run(play) {
		const { sandbox, services } = play;
		services.sheets.set('Videos', [
			['Prompt', 'Aspect Ratio', 'Video', 'Note'],
			['A red kite', '9:16'],
			['Made long ago', '', 'https://drive.google.com/old'],
			['A blue boat', '7:1'],
			['A green train', ''],
		]);
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
	},
};
