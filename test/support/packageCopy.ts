// A copy of the built package in a folder of its own, to be changed and loaded by n8n's loader.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { PROJECT } from './engine';

export interface PackageCopy {
	folder: string;
	/** dist/nodes/PixVerse of the copy. */
	nodeDir: string;
	remove: () => void;
}

/** `packages`: what a name that the node requires leads to, e.g. `{ zod: 'zod4' }`. */
export function copyPackage(packages: Record<string, string> = {}): PackageCopy {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pixverse-copy-'));
	fs.cpSync(path.join(PROJECT, 'dist'), path.join(folder, 'dist'), { recursive: true });
	fs.copyFileSync(path.join(PROJECT, 'package.json'), path.join(folder, 'package.json'));
	// As at run time, where a community package finds n8n's own packages.
	fs.mkdirSync(path.join(folder, 'node_modules'));
	const links = { 'n8n-workflow': 'n8n-workflow', zod: 'zod', ...packages };
	for (const [name, target] of Object.entries(links)) {
		fs.symlinkSync(
			path.join(PROJECT, 'node_modules', target),
			path.join(folder, 'node_modules', name),
		);
	}
	return {
		folder,
		nodeDir: path.join(folder, 'dist/nodes/PixVerse'),
		remove: () => fs.rmSync(folder, { recursive: true, force: true }),
	};
}
