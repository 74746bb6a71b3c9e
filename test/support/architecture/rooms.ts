// Which room may import which, as docs/architecture.md draws it, and that no imports go in a circle.
import { importsOf, type Import } from './imports';
import type { Finding, SourceTree } from './sourceTree';

const NODES = 'nodes/PixVerse/';
const OUTSIDE_ACTIONS = ['models', 'jobs', 'transport', 'domain'];
const SHARED_BY_ACTIONS = ['actions/input', 'actions/output', ...OUTSIDE_ACTIONS];
const FRAME_WORDS = 'actions';

/**
 * A room to the rooms that it may import, besides itself. `node` are the files that n8n loads. Of the
 * frame (`actions`, its loose files) every operation takes the words: what an operation is.
 */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
	credentials: [],
	node: ['actions', 'trigger'],
	actions: [
		'actions/video',
		'actions/job',
		'actions/asset',
		'actions/account',
		...SHARED_BY_ACTIONS,
	],
	'actions/video': [FRAME_WORDS, ...SHARED_BY_ACTIONS],
	'actions/job': [FRAME_WORDS, ...SHARED_BY_ACTIONS],
	'actions/asset': [FRAME_WORDS, ...SHARED_BY_ACTIONS],
	'actions/account': [FRAME_WORDS, ...SHARED_BY_ACTIONS],
	'actions/input': [FRAME_WORDS, ...OUTSIDE_ACTIONS],
	'actions/output': [FRAME_WORDS, 'actions/input', ...OUTSIDE_ACTIONS],
	trigger: SHARED_BY_ACTIONS,
	models: [],
	jobs: ['domain'],
	transport: ['domain'],
	domain: [],
};

/** The room of a shipped file: its first folder, and below actions/ the first two. */
export function roomOf(file: string): string {
	if (!file.startsWith(NODES)) return file.split('/')[0] ?? file;
	const [first = '', second, third] = file.slice(NODES.length).split('/');
	if (second === undefined) return 'node';
	return first === 'actions' && third !== undefined ? `${first}/${second}` : first;
}

const isWithin = (tree: SourceTree, { to }: Import) => tree.has(to);

/** Imports between rooms that no arrow allows. */
export function forbiddenArrows(tree: SourceTree): Finding[] {
	return importsOf(tree).flatMap((found) => {
		const [from, to] = [roomOf(found.from), roomOf(found.to)];
		if (!isWithin(tree, found) || from === to || ARROWS[from]?.includes(to)) return [];
		return [{ file: found.from, line: found.line, message: `${from} must not import ${to}` }];
	});
}

/** Relative imports that lead to no file of the tree: an arrow that nobody could judge. */
export function importsToNowhere(tree: SourceTree): Finding[] {
	return importsOf(tree).flatMap((found) => {
		const isProject = found.to.includes('/') && !found.to.startsWith('node:');
		const isPackage = /^(@[\w-]+\/)?[\w.-]+$/.test(found.to);
		if (!isProject || isPackage || isWithin(tree, found)) return [];
		return [{ file: found.from, line: found.line, message: `leads to no source: ${found.to}` }];
	});
}

/** Circles of imports, those of types included: each once, at its first file by name. */
export function circles(tree: SourceTree): Finding[] {
	const targets = new Map<string, string[]>();
	for (const found of importsOf(tree)) {
		if (isWithin(tree, found))
			targets.set(found.from, [...(targets.get(found.from) ?? []), found.to]);
	}
	const found = [...tree.keys()].sort().flatMap((start) => circleFrom(start, targets) ?? []);
	return found.map((circle) => ({ file: circle[0] ?? '', message: circle.join(' → ') }));
}

/** The shortest way from a file back to itself over files that come after it by name. */
function circleFrom(start: string, targets: ReadonlyMap<string, string[]>): string[][] | undefined {
	const ways = [[start]];
	const seen = new Set<string>();
	for (const way of ways) {
		for (const next of targets.get(way.at(-1) ?? start) ?? []) {
			if (next === start) return [[...way, start]];
			if (next < start || seen.has(next)) continue;
			seen.add(next);
			ways.push([...way, next]);
		}
	}
	return undefined;
}
