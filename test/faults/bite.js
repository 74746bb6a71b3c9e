// Shows that the campaign bites: with a safeguard switched off, it must fail.
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { SABOTAGES } = require('./sabotage');

/** Where each safeguard is missed soonest: the type check is the transport's. */
const COUNTS = { memory: [0, 100], resend: [0, 100], typecheck: [60, 0] };

let failed = 0;
for (const what of Object.keys(SABOTAGES)) {
	const [engine, simulated] = COUNTS[what].map(String);
	const options = ['--engine', engine, '--simulated', simulated, '--sabotage', what];
	const { status, stdout } = spawnSync(
		process.execPath,
		['--import', 'tsx', path.join(__dirname, 'run.js'), ...options],
		{ encoding: 'utf8' },
	);
	const lines = stdout.trim().split('\n');
	const end = lines.at(-1);
	const isSeen = status === 1 && /^\d+ passed, [1-9]\d* failed$/.test(end);
	if (!isSeen) failed += 1;
	console.log(`${what} switched off: ${isSeen ? 'seen' : 'NOT SEEN'} (${end})`);
	console.log(`  ${lines.find((line) => line.startsWith('  '))?.trim() ?? 'no violation'}`);
}
console.log(`${Object.keys(SABOTAGES).length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
