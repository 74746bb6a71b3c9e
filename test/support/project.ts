import fs from 'node:fs';
import path from 'node:path';

/** The nearest folder above that is a package: this file may lie in `.build/`, too. */
const projectAbove = (folder: string): string =>
	fs.existsSync(path.join(folder, 'package.json')) ? folder : projectAbove(path.dirname(folder));

/** The project's root. */
export const PROJECT = projectAbove(__dirname);
