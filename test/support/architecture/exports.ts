// Exports that nobody needs: a name is exported for another file, or it is not exported.
import ts from 'typescript';

import { importsOf } from './imports';
import { firstLineOf, nodesBelow, type Finding, type SourceTree } from './sourceTree';

/** n8n finds these by the file's name (package.json). */
const LOADED_BY_N8N = /\.(node|credentials)\.ts$/;

interface Export {
	file: string;
	name: string;
	node: ts.Node;
	isType: boolean;
}

/**
 * Exports of the shipped code that no other file takes; and those that only tests take and that
 * nothing shipped uses, which is dead code with a test. A type that its own file uses may be
 * exported: it is the word for what the file's functions take or give.
 *
 * @param shipped what is published
 * @param others tests and tools, which may take what they test
 */
export function unusedExports(shipped: SourceTree, others: SourceTree): Finding[] {
	const imports = importsOf(new Map([...shipped, ...others]));
	const isTaken = ({ file, name }: Export, by: (from: string) => boolean) =>
		imports.some(
			({ from, to, names }) =>
				to === file && from !== file && by(from) && (names.includes(name) || names.includes('*')),
		);
	return exportsOf(shipped).flatMap((exported) => {
		const { file, name, node, isType } = exported;
		if (isTaken(exported, (from) => shipped.has(from))) return [];
		const isForTests = isTaken(exported, () => true);
		if ((isForTests || isType) && isUsedBeside(exported, shipped)) return [];
		const forWhom = isForTests ? 'tests only' : 'nobody';
		return [{ file, line: firstLineOf(node), message: `exports ${name} for ${forWhom}` }];
	});
}

function exportsOf(tree: SourceTree): Export[] {
	return [...tree].flatMap(([file, source]) => {
		if (LOADED_BY_N8N.test(file)) return [];
		return source.statements.flatMap((statement) =>
			exportedNames(statement).map(({ name, node }) => ({
				file,
				name,
				node,
				isType: ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node),
			})),
		);
	});
}

function exportedNames(statement: ts.Statement): Array<{ name: string; node: ts.Node }> {
	if (ts.isExportDeclaration(statement)) {
		const clause = statement.exportClause;
		if (!clause || !ts.isNamedExports(clause)) return [];
		return clause.elements.map((node) => ({ name: node.name.text, node }));
	}
	if (!isExported(statement)) return [];
	if (ts.isVariableStatement(statement)) {
		return statement.declarationList.declarations.map((node) => ({
			name: node.name.getText(),
			node,
		}));
	}
	return isNamed(statement) && statement.name
		? [{ name: statement.name.text, node: statement }]
		: [];
}

function isNamed(
	statement: ts.Statement,
): statement is
	| ts.FunctionDeclaration
	| ts.ClassDeclaration
	| ts.InterfaceDeclaration
	| ts.TypeAliasDeclaration
	| ts.EnumDeclaration {
	return (
		ts.isFunctionDeclaration(statement) ||
		ts.isClassDeclaration(statement) ||
		ts.isInterfaceDeclaration(statement) ||
		ts.isTypeAliasDeclaration(statement) ||
		ts.isEnumDeclaration(statement)
	);
}

function isExported(statement: ts.Statement): boolean {
	return (
		ts.canHaveModifiers(statement) &&
		(ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
	);
}

/** Whether the exporting file itself uses the name, outside of its declaration. */
function isUsedBeside({ file, name, node }: Export, tree: SourceTree): boolean {
	const source = tree.get(file);
	if (!source) return false;
	return [...nodesBelow(source)].some(
		(other) =>
			ts.isIdentifier(other) &&
			other.text === name &&
			!(other.pos >= node.pos && other.end <= node.end),
	);
}
