// What the bench takes from the built package.
import path from 'node:path';

import type * as PollSchedule from '../../nodes/PixVerse/jobs/pacing/pollSchedule';
import type * as Claims from '../../nodes/PixVerse/jobs/reuse/claims';
import type * as TakeUp from '../../nodes/PixVerse/jobs/reuse/takeUp';
import type * as Models from '../../nodes/PixVerse/models';
import { loadJobs, type Jobs } from '../support/simulated/jobs';

interface BuiltModules {
	'jobs/pacing/pollSchedule': typeof PollSchedule;
	'jobs/reuse/claims': typeof Claims;
	'jobs/reuse/takeUp': typeof TakeUp;
	models: typeof Models;
}

const fileOf = (packageDir: string, name: string) =>
	path.join(packageDir, 'dist/nodes/PixVerse', name);

/** A module of the built package. */
export async function builtModule<Name extends keyof BuiltModules>(
	packageDir: string,
	name: Name,
): Promise<BuiltModules[Name]> {
	return (await import(fileOf(packageDir, name))) as BuiltModules[Name];
}

/** The modules of it that a simulated try runs. */
export async function builtJobs(packageDir: string): Promise<Jobs> {
	return await loadJobs(
		async (name): Promise<unknown> => await import(fileOf(packageDir, `${name}.js`)),
	);
}
