// Whose code a CPU profile found running: what is left when the node's own share is small.
import type { Profiler } from 'node:inspector';

/** `native` is Node's own machine code and the system's: sockets, files, hashes. */
export const OWNERS = [
	'node',
	'n8n',
	'libraries',
	'nodeJs',
	'garbage',
	'native',
	'idle',
	'bench',
] as const;
export type Owner = (typeof OWNERS)[number];

/** Milliseconds; none of an owner whose code was never found running. */
export type TimeByOwner = Partial<Record<Owner, number>>;

const OUTSIDE: Readonly<Record<string, Owner>> = {
	'(garbage collector)': 'garbage',
	'(program)': 'native',
	'(idle)': 'idle',
};

function ownerOf(url: string, packageDir: string): Owner {
	if (url.startsWith('node:')) return 'nodeJs';
	if (url.includes(packageDir)) return 'node';
	// Of packages within packages, the innermost.
	const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? [];
	if (name === undefined) return 'bench';
	return /^(n8n|@n8n\/)/.test(name) ? 'n8n' : 'libraries';
}

/** @param packageDir the folder of the installed package */
export function timeByOwner(profile: Profiler.Profile, packageDir: string): TimeByOwner {
	const { nodes, samples = [], timeDeltas = [] } = profile;
	const owners = new Map<number, Owner>();
	const parents = new Map(
		nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
	);
	for (const { id, callFrame } of nodes) {
		const { functionName, url } = callFrame;
		// What is built into the language, as JSON.parse, runs for its caller.
		const own = url === '' ? OUTSIDE[functionName] : ownerOf(url, packageDir);
		owners.set(id, own ?? owners.get(parents.get(id) ?? id) ?? 'native');
	}
	const times: TimeByOwner = {};
	for (const [index, id] of samples.entries()) {
		const owner = owners.get(id) ?? 'native';
		times[owner] = (times[owner] ?? 0) + (timeDeltas[index] ?? 0) / 1000;
	}
	return times;
}
