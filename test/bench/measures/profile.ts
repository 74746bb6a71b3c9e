// Measured: whose code takes the time of what is measured elsewhere as a whole.
import { runChild, startSandboxProcess } from '../child';
import type { Installed } from '../installed';
import { profileResult, type Profiled, type ProfileParams } from '../protocol';
import type { TimeByOwner } from '../whoseTime';
import { VIDEOS } from './downloads';
import { CONCURRENCY } from './items';
import type { MeasureOptions } from './options';
import { ROWS } from './trigger';

/** What is looked at, and how many of it: enough for some thousand samples. */
const LOOKED_AT: ReadonlyArray<{ title: string; profiled: Profiled; times: number }> = [
	{ title: 'Download of 500 MB, this node', profiled: 'node', times: 1 },
	{ title: 'Download of 500 MB, HTTP Request', profiled: 'httpRequest', times: 1 },
	{ title: 'An item of an execution with 500, each with a video', profiled: 'items', times: 500 },
	{ title: 'A poll of the trigger without news, 10,000 jobs', profiled: 'poll', times: 50 },
];

export interface Spent {
	title: string;
	/** Milliseconds of one. */
	times: TimeByOwner;
}

export async function measureSpent(
	{ folder, packageDir }: Installed,
	{ say }: Pick<MeasureOptions, 'say'>,
): Promise<Spent[]> {
	const spent: Spent[] = [];
	for (const { title, profiled, times } of LOOKED_AT) {
		say(`profile: ${title}`);
		const { number, sizeMB } = VIDEOS.big;
		const videoBytes = { [number]: sizeMB * 1e6 };
		const sandbox = await startSandboxProcess({ videoBytes }, folder);
		try {
			const params: ProfileParams = {
				packageDir,
				folder,
				sandbox: sandbox.address,
				profiled,
				times,
				number,
				concurrency: CONCURRENCY,
				rows: ROWS,
			};
			const args = [JSON.stringify(params)];
			const all = await runChild({ name: 'profile', args, folder, result: profileResult });
			const each = Object.entries(all).map(([owner, ms]) => [owner, ms / times]);
			spent.push({ title, times: Object.fromEntries(each) as TimeByOwner });
		} finally {
			await sandbox.stop();
		}
	}
	return spent;
}
