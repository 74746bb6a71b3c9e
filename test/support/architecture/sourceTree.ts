// A tree of source files as TypeScript's own parser reads it. The guards below take such a tree, so
// that each of them can be shown a made-up bad one.
import fs from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

/** Path from the project's root, with forward slashes, to its text. */
export type SourceTexts = Readonly<Record<string, string>>;

/** Path from the project's root, with forward slashes, to its syntax tree. */
export type SourceTree = ReadonlyMap<string, ts.SourceFile>;

/** Something that a guard found: where, and what is wrong there. */
export interface Finding {
	file: string;
	/** Counted from 1. */
	line?: number;
	message: string;
}

export const SHIPPED_ROOTS = ['credentials', 'nodes'];
export const OTHER_ROOTS = ['test', 'scripts', 'docs', '.github'];
const SOURCE = /\.(ts|js|mjs)$/;
const FOREIGN = /(^|\/)(node_modules|dist|\.[a-z]+)$/;

/** Parses each text; a file that ends in .js or .mjs is read as JavaScript. */
export function parseTree(texts: SourceTexts): SourceTree {
	const parsed = Object.entries(texts).map(([file, text]): [string, ts.SourceFile] => [
		file,
		ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true),
	]);
	return new Map(parsed);
}

/** Reads every source file below some folders of the project; a folder that is not there is empty. */
export function readTree(project: string, roots: readonly string[]): SourceTree {
	const files = roots.flatMap((root) => sourceFilesBelow(project, root));
	const texts = files.map((file): [string, string] => [
		file,
		fs.readFileSync(path.join(project, file), 'utf8'),
	]);
	return parseTree(Object.fromEntries(texts));
}

function sourceFilesBelow(project: string, folder: string): string[] {
	if (!fs.existsSync(path.join(project, folder))) return [];
	const entries = fs.readdirSync(path.join(project, folder), { withFileTypes: true });
	return entries.flatMap((entry) => {
		const name = `${folder}/${entry.name}`;
		if (entry.isDirectory()) return FOREIGN.test(name) ? [] : sourceFilesBelow(project, name);
		return SOURCE.test(entry.name) ? [name] : [];
	});
}

/** Every node below one, itself included, parents first. */
export function* nodesBelow(node: ts.Node): Generator<ts.Node> {
	yield node;
	for (const child of childrenOf(node)) yield* nodesBelow(child);
}

function childrenOf(node: ts.Node): ts.Node[] {
	const children: ts.Node[] = [];
	ts.forEachChild(node, (child) => {
		children.push(child);
	});
	return children;
}

/** Where a node begins, counted from 1; a comment before it does not count. */
export function firstLineOf(node: ts.Node): number {
	const source = node.getSourceFile();
	return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/** Where a node ends, counted from 1. */
export function lastLineOf(node: ts.Node): number {
	return node.getSourceFile().getLineAndCharacterOfPosition(node.getEnd()).line + 1;
}

/** One line of text for a finding; as tests compare it. */
export function described({ file, line, message }: Finding): string {
	return line === undefined ? `${file}: ${message}` : `${file}:${line}: ${message}`;
}
