// Measured: what fetching big videos costs in time and memory.
import { runChild, startSandboxProcess } from '../child';
import type { Installed } from '../installed';
import { downloadsResult, type DownloadsParams, type WayToFetch } from '../protocol';
import type { MeasureOptions } from './options';

const MB = 1_000_000;

/** What is fetched: `number` is the one in the prompt, by which the sandbox knows the size. */
export const VIDEOS = {
	big: { number: 1, count: 1, sizeMB: 500, ways: ['node', 'httpRequest', 'pipeline'] },
	middle: { number: 2, count: 1, sizeMB: 100, ways: ['node'] },
	many: { number: 3, count: 40, sizeMB: 20, ways: ['node', 'httpRequest', 'pipeline'] },
} as const;

export type VideosName = keyof typeof VIDEOS;

const ALL: readonly VideosName[] = ['big', 'middle', 'many'];

/** Samples in the order in which they were taken: those of one place are a pair. */
export type Samples = Partial<Record<WayToFetch, number[]>>;

/** Peaks above the start, in MB, each in a fresh process. */
export type Memory = Record<VideosName, Samples>;

type Asked = Pick<DownloadsParams, 'measure' | 'ways' | 'number' | 'count' | 'rounds'>;

async function withSandbox<T>(
	{ folder, packageDir }: Installed,
	work: (run: (asked: Asked) => Promise<Samples>) => Promise<T>,
): Promise<T> {
	const sizes = Object.values(VIDEOS).map(({ number, sizeMB }): [number, number] => [
		number,
		sizeMB * MB,
	]);
	const sandbox = await startSandboxProcess({ videoBytes: Object.fromEntries(sizes) }, folder);
	try {
		return await work(async (asked) => {
			const params: DownloadsParams = { packageDir, folder, sandbox: sandbox.address, ...asked };
			const args = [JSON.stringify(params)];
			const options = { folder, isGcExposed: true, result: downloadsResult };
			return await runChild({ name: 'downloads', args, ...options });
		});
	} finally {
		await sandbox.stop();
	}
}

/** All ways in turn, and the other way round each time, so that what else runs meets all alike. */
export async function measureMemory(
	installed: Installed,
	{ repeats, isQuick, say }: MeasureOptions & { isQuick: boolean },
): Promise<Memory> {
	const peaks: Memory = { big: {}, middle: {}, many: {} };
	const turns = ALL.flatMap((name) =>
		VIDEOS[name].ways
			// No target depends on it.
			.filter((way) => !(isQuick && way === 'pipeline'))
			.map((way) => ({ name, way })),
	);
	await withSandbox(installed, async (run) => {
		for (let round = 0; round < repeats; round += 1) {
			for (const { name, way } of round % 2 === 0 ? turns : [...turns].reverse()) {
				const { number, count, sizeMB } = VIDEOS[name];
				say(`memory: ${count} x ${sizeMB} MB, ${way}`);
				const asked: Asked = { measure: 'peakDeltaMB', ways: [way], number, count, rounds: 1 };
				(peaks[name][way] ??= []).push(...((await run(asked))[way] ?? []));
			}
		}
	});
	return peaks;
}

/** Seconds for the big video, in one process; the ways take turns. */
export async function measureThroughput(
	installed: Installed,
	{ repeats, say }: MeasureOptions,
): Promise<Samples> {
	const { number, count, sizeMB, ways } = VIDEOS.big;
	say(`throughput: ${repeats} rounds of ${sizeMB} MB`);
	return await withSandbox(
		installed,
		async (run) =>
			await run({ measure: 'seconds', ways: [...ways], number, count, rounds: repeats }),
	);
}
