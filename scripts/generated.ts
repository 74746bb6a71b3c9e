// Text that is made from the node's sources: written, or only compared.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const PROJECT = path.resolve(__dirname, '..');

/** A formatter may have padded the tables' cells. */
export function withoutPadding(text: string): string {
	return text.replace(/[ -]+/g, ' ');
}

/**
 * Writes a file of the project anew where it says something else than is wanted. With `--check` on
 * the command line it changes nothing, and the process ends with 1 instead.
 *
 * @param name path in the project
 * @param wantedFor the new content, from the present one
 */
export function keepUpToDate(name: string, wantedFor: (present: string) => string): void {
	const file = path.join(PROJECT, name);
	const present = readFileSync(file, 'utf8');
	const wanted = wantedFor(present);
	if (withoutPadding(wanted) === withoutPadding(present)) return;
	if (process.argv.includes('--check')) {
		console.error(`${name} is stale. Run: npm run docs`);
		process.exitCode = 1;
		return;
	}
	writeFileSync(file, wanted);
}
