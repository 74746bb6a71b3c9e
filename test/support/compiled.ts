// Processes that are measured run as plain JavaScript: under tsx, memory starts some 40 MB higher.
import fs from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

import { PROJECT } from './project';

const BUILD_DIR = path.join(PROJECT, '.build');

const compiledBefore = new Set<string>();

/**
 * Compiles a source and what it imports of this project to `.build/`, once in a process, and hands
 * back the file for plain node. Types are checked by `npm run lint`, not here. Nothing but code is
 * copied: what it reads must be found from `PROJECT`, not from its own folder.
 *
 * @param source path in the project, e.g. `test/support/bigVideo.ts`
 */
export function compiled(source: string): string {
	compile(path.join(PROJECT, source));
	return inBuild(path.join(PROJECT, source));
}

const inBuild = (file: string): string =>
	path.join(BUILD_DIR, path.relative(PROJECT, file)).replace(/\.ts$/, '.js');

function compile(file: string): void {
	if (compiledBefore.has(file)) return;
	compiledBefore.add(file);
	const text = fs.readFileSync(file, 'utf8');
	fs.mkdirSync(path.dirname(inBuild(file)), { recursive: true });
	fs.writeFileSync(inBuild(file), file.endsWith('.ts') ? javaScriptOf(text) : text);
	if (file.endsWith('.json')) return;
	for (const { fileName } of ts.preProcessFile(text).importedFiles) {
		if (fileName.startsWith('.')) compile(sourceOf(path.resolve(path.dirname(file), fileName)));
	}
}

const javaScriptOf = (text: string): string =>
	ts.transpileModule(text, {
		compilerOptions: {
			module: ts.ModuleKind.CommonJS,
			target: ts.ScriptTarget.ES2022,
			esModuleInterop: true,
		},
	}).outputText;

/** The file that an import without an extension means. */
function sourceOf(wanted: string): string {
	const candidates = ['', '.ts', '.js', '.json', '/index.ts', '/index.js'];
	const found = candidates
		.map((end) => wanted + end)
		.find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile());
	if (found === undefined) throw new Error(`There is no source for ${wanted}`);
	return found;
}
