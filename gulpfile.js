// Builds dist/: what n8n loads. Code by tsc, then what tsc leaves out: icons, codex, output schemas.
const { execFile } = require('node:child_process');
const { promisify } = require('node:util');
const { dest, parallel, series, src } = require('gulp');
const { rimraf } = require('rimraf');

const run = promisify(execFile);

/** Deletes the last build, so that no file of a deleted source ships. */
async function clean() {
	await rimraf('dist');
}

/** Compiles credentials/ and nodes/; fails with tsc's own messages. */
async function compile() {
	try {
		await run(process.execPath, [
			require.resolve('typescript/bin/tsc'),
			'--project',
			'tsconfig.json',
		]);
	} catch (error) {
		throw new Error(`tsc found errors:\n${error.stdout}`);
	}
}

/** Icons, codex and output schemas, at the places where n8n looks for them. */
function assets() {
	return src(
		[
			'nodes/**/*.svg',
			'nodes/**/*.node.json',
			'nodes/**/__schema__/**/*.json',
			'credentials/**/*.svg',
		],
		{ base: '.', encoding: false, allowEmpty: true },
	).pipe(dest('dist'));
}

exports.clean = clean;
exports.build = series(clean, parallel(compile, assets));
exports.default = exports.build;
