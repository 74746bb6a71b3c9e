// How much a reader must hold in his head: lines of a file, lines and parameters of a function.
import ts from 'typescript';

import { firstLineOf, lastLineOf, nodesBelow, type Finding, type SourceTree } from './sourceTree';

export const MAX_FILE_LINES = 250;
export const MAX_FUNCTION_LINES = 40;
export const MAX_PARAMETERS = 4;

export function longFiles(tree: SourceTree): Finding[] {
	return [...tree].flatMap(([file, source]) => {
		const lines = source.text.trimEnd().split('\n').length;
		return lines > MAX_FILE_LINES ? [{ file, message: `has ${lines} lines` }] : [];
	});
}

const calleeOf = ({ parent }: ts.Node) =>
	ts.isCallExpression(parent) ? parent.expression.getText() : '';

/** A block of tests is no function to its reader: its tests are judged each by itself. */
const isDescribeBlock = (node: ts.Node) =>
	/^describe\b/.test(calleeOf(node)) || registersTests(node);

function registersTests(node: ts.Node): boolean {
	if (!('body' in node)) return false;
	const { body } = node as ts.FunctionDeclaration;
	return (body?.statements ?? []).some(
		(it) =>
			ts.isExpressionStatement(it) &&
			ts.isCallExpression(it.expression) &&
			/^(test|describe)\b/.test(it.expression.expression.getText()),
	);
}

/** The parameters of such a function are the columns of a table. */
const isForEachRow = (node: ts.Node) => /^\w+\.each\b/.test(calleeOf(node));

export function longFunctions(tree: SourceTree): Finding[] {
	return functionsOf(tree).flatMap(({ file, node }) => {
		const lines = lastLineOf(node) - firstLineOf(node) + 1;
		if (lines <= MAX_FUNCTION_LINES || isDescribeBlock(node)) return [];
		return [{ file, message: `${nameOf(node)} has ${lines} lines` }];
	});
}

export function functionsOfManyParameters(tree: SourceTree): Finding[] {
	return functionsOf(tree).flatMap(({ file, node }) => {
		// `this` is no argument: it only says what a function is called on.
		const count = node.parameters.filter(({ name }) => name.getText() !== 'this').length;
		return count > MAX_PARAMETERS && !isForEachRow(node)
			? [{ file, message: `${nameOf(node)} takes ${count} parameters` }]
			: [];
	});
}

function functionsOf(tree: SourceTree) {
	return [...tree].flatMap(([file, source]) =>
		[...nodesBelow(source)].filter(isFunction).map((node) => ({ file, node })),
	);
}

function isFunction(node: ts.Node): node is ts.SignatureDeclaration {
	return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

/** The function's own name, else that of what it is assigned or handed to. */
function nameOf(node: ts.SignatureDeclaration): string {
	if (ts.isConstructorDeclaration(node)) return 'constructor';
	if (node.name) return node.name.getText();
	const { parent } = node;
	if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent))
		return parent.name.getText();
	const [callee = ''] = calleeOf(node).split('(');
	return callee ? `a function for ${callee}` : 'a function';
}
