import { pathToFileURL } from 'node:url';

/**
 * What lets a Node run this project's TypeScript: tsx, by its address, since a name would be looked
 * for from the started program's folder. What is measured runs compiled instead, without it.
 */
export const TYPESCRIPT_ARGS = ['--import', pathToFileURL(require.resolve('tsx')).href];

/**
 * Node's arguments that run one of this project's TypeScript files, for what is started by name
 * (`process.execPath`).
 *
 * @param file a whole path
 */
export function nodeArgs(file: string, ...args: string[]): string[] {
	return [...TYPESCRIPT_ARGS, file, ...args];
}
