// Switches one safeguard off, in a copy of the build that is thrown away: the campaign must see it.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const PROJECT = path.resolve(__dirname, '../..');

/** File below dist/nodes/PixVerse, what stands there, and what stands there instead. */
const SABOTAGES = {
	memory: ['jobs/memory.js', 'find(key) {', 'find(key) {\n        return undefined;'],
	resend: [
		'jobs/submit.js',
		'const answer = await send(built.body);',
		"let answer = await send(built.body);\n        if (answer.kind === 'unknown') answer = { ...answer, kind: 'notAccepted', mayResend: true };",
	],
	typecheck: [
		'transport/file/fileType.js',
		/function objectionTo\([^)]*\) \{/,
		'$&\n    return undefined;',
	],
};

/**
 * @param {string} [what] one of SABOTAGES; nothing leaves the build as it is
 * @returns {{ packageDir: string, remove(): void }}
 */
function sabotage(what) {
	if (what === undefined) return { packageDir: PROJECT, remove: () => undefined };
	const change = SABOTAGES[what];
	if (!change) throw new Error(`Sabotage is one of ${Object.keys(SABOTAGES).join(', ')}`);
	const packageDir = fs.mkdtempSync(path.join(os.tmpdir(), 'pixverse-sabotage-'));
	fs.cpSync(path.join(PROJECT, 'dist'), path.join(packageDir, 'dist'), { recursive: true });
	fs.copyFileSync(path.join(PROJECT, 'package.json'), path.join(packageDir, 'package.json'));
	fs.symlinkSync(path.join(PROJECT, 'node_modules'), path.join(packageDir, 'node_modules'));
	const [name, safeguard, nothing] = change;
	const file = path.join(packageDir, 'dist/nodes/PixVerse', name);
	const code = fs.readFileSync(file, 'utf8');
	const weakened = code.replace(safeguard, nothing);
	if (weakened === code) throw new Error(`${name} no longer holds what ${what} changes`);
	fs.writeFileSync(file, weakened);
	return { packageDir, remove: () => fs.rmSync(packageDir, { recursive: true, force: true }) };
}

module.exports = { sabotage, SABOTAGES };
