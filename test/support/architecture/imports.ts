// Who imports whom: every way in which a file can name another.
import path from 'node:path';

import ts from 'typescript';

import { firstLineOf, nodesBelow, type SourceTree } from './sourceTree';

/** A file takes names from another one. */
export interface Import {
	from: string;
	/** Path from the project's root, or the name of a package. */
	to: string;
	/** The names that are taken; `*` where it may be all of them. */
	names: readonly string[];
	line: number;
}

const ALL = ['*'];
const ENDINGS = ['', '.ts', '.js', '/index.ts', '/index.js'];

/** All imports of a tree: static, of types, dynamic, by require, and by `export … from`. */
export function importsOf(tree: SourceTree): Import[] {
	return [...tree].flatMap(([from, source]) =>
		[...nodesBelow(source)].flatMap((node) => {
			const found = importAt(node);
			if (!found) return [];
			return [{ ...found, from, to: resolved(tree, from, found.to), line: firstLineOf(node) }];
		}),
	);
}

function importAt(node: ts.Node): Pick<Import, 'to' | 'names'> | undefined {
	if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
		return { to: node.moduleSpecifier.text, names: namesOfClause(node.importClause) };
	}
	if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
		if (!ts.isStringLiteral(node.moduleSpecifier)) return undefined;
		return { to: node.moduleSpecifier.text, names: namesOfExport(node) };
	}
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
		const { literal } = node.argument;
		return ts.isStringLiteral(literal) ? { to: literal.text, names: ALL } : undefined;
	}
	return ts.isCallExpression(node) ? calledImport(node) : undefined;
}

function namesOfClause(clause: ts.ImportClause | undefined): readonly string[] {
	if (!clause) return [];
	const whole = clause.name ? ['default'] : [];
	const bindings = clause.namedBindings;
	if (!bindings) return whole;
	if (ts.isNamespaceImport(bindings)) return ALL;
	return [
		...whole,
		...bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text),
	];
}

function namesOfExport({ exportClause }: ts.ExportDeclaration): readonly string[] {
	if (!exportClause || !ts.isNamedExports(exportClause)) return ALL;
	return exportClause.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

/** `import('./x')` and `require('./x')`, with the names that it is taken apart into at once. */
function calledImport(call: ts.CallExpression): Pick<Import, 'to' | 'names'> | undefined {
	const isImport = call.expression.kind === ts.SyntaxKind.ImportKeyword;
	const isRequire = ts.isIdentifier(call.expression) && call.expression.text === 'require';
	const [argument] = call.arguments;
	if (!(isImport || isRequire) || !argument || !ts.isStringLiteral(argument)) return undefined;
	const value = ts.isAwaitExpression(call.parent) ? call.parent : call;
	const { parent } = value;
	if (!ts.isVariableDeclaration(parent) || !ts.isObjectBindingPattern(parent.name)) {
		return { to: argument.text, names: ALL };
	}
	const names = parent.name.elements.map(({ name, propertyName }) =>
		(propertyName ?? name).getText(),
	);
	return { to: argument.text, names };
}

/** The file that a relative name leads to; the build's files stand for their sources. */
function resolved(tree: SourceTree, from: string, specifier: string): string {
	if (!specifier.startsWith('.')) return specifier;
	const target = path.posix.join(path.posix.dirname(from), specifier).replace(/^dist\//, '');
	const candidates = [...ENDINGS.map((ending) => target + ending), target.replace(/\.js$/, '.ts')];
	return candidates.find((candidate) => tree.has(candidate)) ?? target;
}
