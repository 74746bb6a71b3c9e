// Shows that the campaign bites: with a safeguard switched off, it must fail.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { SABOTAGES } from './sabotage';

let failed = 0;
for (const [what, { counts }] of Object.entries(SABOTAGES)) {
	const options = ['--engine', counts.engine, '--simulated', counts.simulated, '--sabotage', what];
	const { status, stdout } = spawnSync(
		process.execPath,
		['--import', 'tsx', path.join(__dirname, 'run.ts'), ...options.map(String)],
		{ encoding: 'utf8' },
	);
	const lines = stdout.trim().split('\n');
	const end = lines.at(-1) ?? '';
	const isSeen = status === 1 && /^\d+ passed, [1-9]\d* failed$/.test(end);
	if (!isSeen) failed += 1;
	console.log(`${what} switched off: ${isSeen ? 'seen' : 'NOT SEEN'} (${end})`);
	console.log(`  ${lines.find((line) => line.startsWith('  '))?.trim() ?? 'no violation'}`);
}
console.log(`${Object.keys(SABOTAGES).length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
