// Follows docs/adding-a-model.md in a copy: the files and lines of the document, at its own places.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import ts from 'typescript';

import { present } from '../assertions';
import { PROJECT } from '../engine';
import { elementAt } from '../lists';
import { copyPackage, type PackageCopy } from '../packageCopy';

const DOCUMENT = 'docs/adding-a-model.md';
const LIST = 'nodes/PixVerse/models/index.ts';
/** What the steps of the document change, and what reads it. */
const COPIED = ['nodes/PixVerse/models', 'nodes/PixVerse/domain', 'test/fixtures', 'test/sandbox'];

/** A step that writes a file, or that adds lines to one. */
interface Step {
	file: string;
	blocks: string[];
}

export interface AddedModel {
	/** Sources of the copy, with the model in them. */
	folder: string;
	/** The built package of the copy, with the model in it. */
	built: PackageCopy;
	/** The new file in models/catalogue, from the project's root. */
	modelFile: string;
	remove(): void;
}

/** The steps of the document that hold code: the file that each names first, and its code blocks. */
export function documentedSteps(text: string): Step[] {
	return text.split(/^(?=\*\*\d\. )/m).flatMap((section) => {
		const [, file] = /`((?:nodes|test)\/[^`]+\.\w+)`/.exec(section) ?? [];
		const blocks = [...section.matchAll(/^```\w+\n(.*?)^```$/gms)].map(([, code = '']) => code);
		return file !== undefined && blocks.length > 0 ? [{ file, blocks }] : [];
	});
}

/** The list of models with an import at the top, and a line before its closing bracket. */
export function withModel(list: string, importLine: string, entry: string): string {
	const end = /(export const MODELS[^=]*= \[[^\]]*)(\];)/;
	if (!end.test(list))
		throw new Error(`${LIST} has no list of models that a line could be added to`);
	return importLine + list.replace(end, `$1${entry}$2`);
}

/** Does what the document says to a copy of the sources, and to a copy of the built package. */
export function addDocumentedModel(): AddedModel {
	const steps = documentedSteps(fs.readFileSync(path.join(PROJECT, DOCUMENT), 'utf8'));
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pixverse-model-'));
	for (const name of COPIED) {
		fs.cpSync(path.join(PROJECT, name), path.join(folder, name), { recursive: true });
	}
	fs.symlinkSync(path.join(PROJECT, 'node_modules'), path.join(folder, 'node_modules'));
	for (const { file, blocks } of steps) writeStep(path.join(folder, file), blocks);
	const modelFile = elementAt(steps, 0).file;
	const built = copyPackage();
	for (const file of [modelFile, LIST]) compileInto(built.folder, folder, file);
	const remove = () => {
		built.remove();
		fs.rmSync(folder, { recursive: true, force: true });
	};
	return { folder, built, modelFile, remove };
}

function writeStep(file: string, blocks: string[]): void {
	if (!file.endsWith(LIST)) return fs.writeFileSync(file, elementAt(blocks, 0));
	const list = fs.readFileSync(file, 'utf8');
	return fs.writeFileSync(
		file,
		withModel(list, elementAt(blocks, 0), present(blocks[1], 'list entry')),
	);
}

function compileInto(packageDir: string, sourceDir: string, file: string): void {
	const source = fs.readFileSync(path.join(sourceDir, file), 'utf8');
	const compilerOptions = { ...compilerOptionsOfProject(), sourceMap: false };
	const { outputText } = ts.transpileModule(source, { compilerOptions });
	fs.writeFileSync(path.join(packageDir, 'dist', file.replace(/\.ts$/, '.js')), outputText);
}

function compilerOptionsOfProject(): ts.CompilerOptions {
	const { config } = ts.readConfigFile(path.join(PROJECT, 'tsconfig.json'), (file) =>
		ts.sys.readFile(file),
	) as {
		config: unknown;
	};
	return ts.parseJsonConfigFileContent(config, ts.sys, PROJECT).options;
}

/** What the compiler says of the copy's models, one line each. */
export function compilerErrors({ folder }: AddedModel): string[] {
	const options = { ...compilerOptionsOfProject(), noEmit: true, rootDir: folder, types: [] };
	const program = ts.createProgram([path.join(folder, LIST)], options);
	return ts
		.getPreEmitDiagnostics(program)
		.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
