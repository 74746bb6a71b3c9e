// npm run test:versions: the packed node in the engines of several n8n versions, 1.x to today's.
const { fork } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs/promises');
const os = require('node:os');
const path = require('node:path');

const { packProject } = require('../host/communityPackage');
const { CHECKS } = require('./checks');
const { installCore, installNode, listVersions } = require('./install');

const MODES = ['filesystem', 'default'];
const MODE_NAMES = { filesystem: 'files', default: 'memory' };

/**
 * Runs all checks of a mode in a child process.
 *
 * @returns {Promise<Map<string, string | undefined>>} title → what went wrong, or undefined
 */
async function runChecks(folder, packageDir, mode) {
	const results = new Map();
	const child = fork(path.join(__dirname, 'child.js'), [folder, packageDir, mode], {
		env: { ...process.env, NODE_ENV: 'test' },
	});
	child.on('message', ({ title, error }) => results.set(title, error));
	const [exitCode] = await once(child, 'exit');
	for (const { title, modes } of CHECKS) {
		if (!modes.includes(mode) || results.has(title)) continue;
		results.set(title, `not reached; the process ended with exit code ${exitCode}`);
	}
	return results;
}

/** One row per check and mode, one column per version. */
function printTable(rows, versions, outcomes) {
	const width = Math.max(...rows.map(({ label }) => label.length));
	const columns = versions.map((version) => version.padEnd(9));
	console.log(`\n${'n8n-core'.padEnd(width)}  ${columns.join(' ')}`);
	for (const { label } of rows) {
		const cells = versions.map((version) =>
			(outcomes.get(version).get(label) === undefined ? 'works' : 'FAILS').padEnd(9),
		);
		console.log(`${label.padEnd(width)}  ${cells.join(' ')}`);
	}
}

async function main() {
	const wanted = process.argv.slice(2);
	const known = await listVersions();
	const versions = wanted.length > 0 ? known.filter((one) => wanted.includes(one)) : known;
	if (versions.length === 0) throw new Error(`No such version here; there are ${known.join(', ')}`);
	const temporary = await fs.mkdtemp(path.join(os.tmpdir(), 'pixverse-versions-'));
	const labelOf = (title, mode) => `${title} (${MODE_NAMES[mode]})`;
	const rows = CHECKS.flatMap(({ title, modes }) =>
		modes.map((mode) => ({ label: labelOf(title, mode) })),
	);
	const outcomes = new Map();
	try {
		const tarball = await packProject({ destination: temporary, build: false });
		for (const version of versions) {
			const folder = await installCore(version, console.log);
			const packageDir = await installNode(tarball, folder, console.log);
			const found = new Map();
			outcomes.set(version, found);
			for (const mode of MODES) {
				for (const [title, error] of await runChecks(folder, packageDir, mode)) {
					found.set(labelOf(title, mode), error);
					if (error) console.log(`\nn8n-core ${version}, ${labelOf(title, mode)}: ${error}`);
				}
			}
		}
	} finally {
		await fs.rm(temporary, { recursive: true, force: true });
	}
	printTable(rows, versions, outcomes);
	const all = [...outcomes.values()].flatMap((found) => [...found.values()]);
	const failed = all.filter((error) => error !== undefined).length;
	const working = versions.filter((one) => [...outcomes.get(one).values()].every((e) => !e));
	console.log(`\nOldest that works: n8n-core ${working[0] ?? '(none)'}`);
	console.log(`${all.length - failed} passed, ${failed} failed`);
	process.exitCode = failed > 0 || all.length === 0 ? 1 : 0;
}

main().catch((error) => {
	console.error(error);
	console.log('0 passed, 1 failed');
	process.exitCode = 1;
});
