// One step: CHANGELOG, version, commit and tag. Publishing is left to the tag (publish.yml).
// Usage: node --import tsx scripts/release.ts patch|minor|major|<version>
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { version as current } from '../package.json';

const root = path.join(__dirname, '..');
const BUMPS = ['major', 'minor', 'patch'];

/** @throws {Error} where the wish is neither a kind of bump nor a version */
export function nextVersion(version: string, wish = ''): string {
	if (/^\d+\.\d+\.\d+$/.test(wish)) return wish;
	const place = BUMPS.indexOf(wish);
	if (place < 0) throw new Error('Say patch, minor, major, or a version such as 1.2.3');
	const parts = version.split('.').map(Number);
	return parts.map((part, at) => (at < place ? part : at === place ? part + 1 : 0)).join('.');
}

/**
 * Moves what stands under Unreleased under the version.
 *
 * @throws {Error} where nothing stands there
 */
export function releaseChangelog(changelog: string, version: string, date: string): string {
	const [, before, notes, after] =
		/^([\s\S]*## \[Unreleased\]\n)([\s\S]*?)((?:\n## \[[\s\S]*)?)$/.exec(changelog) ?? [];
	if (!notes?.trim()) throw new Error('CHANGELOG.md says nothing under Unreleased');
	return `${before}\n## [${version}] - ${date}\n${notes.trimEnd().replace(/^\n?/, '\n')}\n${after}`;
}

function run(command: string, ...args: string[]): string {
	return execFileSync(command, args, { cwd: root, encoding: 'utf8' }).trim();
}

function main(): void {
	if (run('git', 'status', '--porcelain')) throw new Error('Commit or put away your changes first');
	if (run('git', 'branch', '--show-current') !== 'main') throw new Error('Change to main first');

	const version = nextVersion(current, process.argv[2]);
	const file = path.join(root, 'CHANGELOG.md');
	const date = new Date().toISOString().slice(0, 10);
	writeFileSync(file, releaseChangelog(readFileSync(file, 'utf8'), version, date));
	run('npm', 'version', version, '--no-git-tag-version', '--allow-same-version');
	run('git', 'add', 'CHANGELOG.md', 'package.json', 'package-lock.json');
	run('git', 'commit', '--message', `Release ${version}`);
	run('git', 'tag', '--annotate', version, '--message', version);
	console.log(`Released ${version} here. Look at it, then: git push --follow-tags`);
}

if (require.main === module) {
	try {
		main();
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	}
}
