// Names that may stand in one place only, and casts, which the compiler cannot check.
import ts from 'typescript';

import { firstLineOf, nodesBelow, type Finding, type SourceTree } from './sourceTree';

type NodeTest = (node: ts.Node) => string | undefined;

function findingsBy(tree: SourceTree, test: NodeTest): Finding[] {
	return [...tree].flatMap(([file, source]) =>
		[...nodesBelow(source)].flatMap((node) => {
			const message = test(node);
			return message === undefined ? [] : [{ file, line: firstLineOf(node), message }];
		}),
	);
}

const HTTP_ROOM = 'nodes/PixVerse/transport/http/';
const HTTP_HELPER = /^(httpRequest|request)(WithAuthentication|OAuth[12])?(Paginated)?$/;
const HTTP_MODULES = ['http', 'https', 'http2', 'undici', 'axios', 'got', 'node-fetch'];

/** Ways to speak HTTP, outside transport/http. */
export function httpOutsideItsRoom(tree: SourceTree): Finding[] {
	return findingsBy(tree, httpUse).filter(({ file }) => !file.startsWith(HTTP_ROOM));
}

/** n8n's helpers by name, Node's fetch, and modules that open connections. */
function httpUse(node: ts.Node): string | undefined {
	if (ts.isPropertyAccessExpression(node) && HTTP_HELPER.test(node.name.text)) {
		return `uses ${node.getText()}`;
	}
	if (ts.isBindingElement(node) && HTTP_HELPER.test(node.name.getText())) {
		return `takes ${node.name.getText()} out of n8n's helpers`;
	}
	if (ts.isCallExpression(node) && node.expression.getText() === 'fetch') return 'calls fetch';
	const isHttpModule =
		ts.isStringLiteral(node) && HTTP_MODULES.includes(node.text.replace('node:', ''));
	return isHttpModule && isSpecifier(node) ? `imports ${node.text}` : undefined;
}

const isSpecifier = ({ parent }: ts.Node) =>
	ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isCallExpression(parent);

/** Whose tests run under each version of zod (jest.config.js). */
const SCHEMA_ROOMS = /^nodes\/PixVerse\/(actions\/input|models|transport\/segmind)\//;

/** Schemas outside the rooms that are tested under each version of zod. */
export function schemasOutsideTheirRooms(tree: SourceTree): Finding[] {
	const uses = findingsBy(tree, (node) =>
		ts.isStringLiteral(node) && node.text === 'zod' && isSpecifier(node)
			? 'imports zod'
			: undefined,
	);
	return uses.filter(({ file }) => !SCHEMA_ROOMS.test(file));
}

const CREDENTIAL_NAME = 'segmindApi';
const CREDENTIAL_PLACES = [
	/^credentials\//,
	/^nodes\/PixVerse\/PixVerse(Trigger)?\.node\.ts$/,
	/^nodes\/PixVerse\/actions\/input\/credential\.ts$/,
	/^nodes\/PixVerse\/transport\/http\//,
];

/** The credential's name, where nobody needs it: who wants a key asks input/credential for it. */
export function credentialNameOutsideItsPlaces(tree: SourceTree): Finding[] {
	const uses = findingsBy(tree, (node) =>
		ts.isStringLiteralLike(node) && node.text === CREDENTIAL_NAME
			? `names ${CREDENTIAL_NAME}`
			: undefined,
	);
	return uses.filter(({ file }) => !CREDENTIAL_PLACES.some((place) => place.test(file)));
}

/** File names that stand twice, whatever their folder. */
export function repeatedFileNames(tree: SourceTree): Finding[] {
	const files = [...tree.keys()];
	const nameOf = (file: string) => file.slice(file.lastIndexOf('/') + 1);
	return files.flatMap((file, index) => {
		const first = files.findIndex((other) => nameOf(other) === nameOf(file));
		return first === index ? [] : [{ file, message: `has the name of ${files[first]}` }];
	});
}

/** What silences the compiler: `as`, `<T>x`, `!` and `any`. `as const` is none, nor is `satisfies`. */
export function casts(tree: SourceTree): Finding[] {
	return findingsBy(tree, (node) => {
		if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
			return node.type.getText() === 'const' ? undefined : `casts to ${node.type.getText()}`;
		}
		if (ts.isNonNullExpression(node)) return `asserts ${node.getText()}`;
		return node.kind === ts.SyntaxKind.AnyKeyword ? 'says any' : undefined;
	});
}
