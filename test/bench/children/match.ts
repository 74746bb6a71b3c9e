// CPU of finding an equal job for each of many orders among as many rows, by the built package.
import type { ReuseOrder } from '../../../nodes/PixVerse/jobs/reuse/takeUp';
import { parseJson } from '../../support/json';
import { builtModule } from '../builtModules';
import { takeInTurn } from '../inTurn';
import { MATCHINGS, matchParams, type Matching } from '../protocol';
import { collectGarbage, cpuMs, finish } from './child';

const { packageDir, items, rows, ...turns } = parseJson(process.argv[2] ?? '', matchParams);

const SLUG = 'pixverse-v6';

/** Different prompts take an index; equal ones are the worst for taking each row once. */
const PROMPTS: Record<Matching, (n: number) => string> = {
	different: (n) => `Paper boat ${n}`,
	equal: () => 'Paper boat',
};

const bodyOf = (prompt: string) => ({
	prompt,
	aspect_ratio: '16:9',
	duration: 5,
	quality: '540p',
	generate_audio_switch: true,
});

/** Rows and orders that are equal in pairs, or all of them. */
function alike(matching: Matching, defaults: ReuseOrder['shape']['defaults']) {
	const bodies = (count: number) =>
		Array.from({ length: count }, (_, n) => bodyOf(PROMPTS[matching](n)));
	const jobs = bodies(rows).map((body, n) => ({
		idKey: n.toString(16).padStart(32, '0'),
		model: SLUG,
		createdAtMs: rows - n,
		body,
		isUsable: true,
	}));
	const orders = bodies(items).map((body): ReuseOrder => {
		const shape = { values: Object.keys(body).sort(), files: [], defaults };
		return { slug: SLUG, body, shape, content: body.prompt, files: {} };
	});
	return { jobs, orders };
}

async function main() {
	const { takeUpEqualJobs } = await builtModule(packageDir, 'jobs/reuse/takeUp');
	const { JobClaims } = await builtModule(packageDir, 'jobs/reuse/claims');
	const { pageDefaultsOf } = await builtModule(packageDir, 'models');
	const take = async (matching: Matching): Promise<number> => {
		const { jobs, orders } = alike(matching, pageDefaultsOf(SLUG));
		const port = {
			jobsSince: async () => ({ kind: 'jobs' as const, jobs }),
			readFile: async () => await Promise.reject(new Error('No order has a file')),
		};
		collectGarbage();
		const startMs = cpuMs();
		const found = await takeUpEqualJobs(port, new JobClaims({}), 0, orders);
		const spentMs = cpuMs() - startMs;
		const matched = found.kind === 'found' ? found.jobs.filter((job) => job !== undefined) : [];
		if (matched.length !== Math.min(items, rows)) throw new Error(`${matched.length} were found`);
		return spentMs;
	};
	finish(await takeInTurn({ ...turns, ways: MATCHINGS, take }));
}

void main();
