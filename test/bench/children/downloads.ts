// The same videos fetched in different ways: time, or the peak of resident memory.
import { parseJson } from '../../support/json';
import { takeInTurn } from '../inTurn';
import { downloadsParams, type DownloadsParams } from '../protocol';
import { finish } from './child';
import { removeFiles, warmUp, waysToFetch } from './fetchVideos';
import { withPeak } from './residentMemory';
import { loadHost } from './workflow';

const params = parseJson(process.argv[2] ?? '', downloadsParams);

type Gauge = (work: () => Promise<void>) => Promise<number>;

const GAUGES: Record<DownloadsParams['measure'], Gauge> = {
	async peakDeltaMB(work) {
		const { peakMB } = await withPeak(work);
		return peakMB;
	},
	async seconds(work) {
		const startMs = performance.now();
		await work();
		return (performance.now() - startMs) / 1000;
	},
};

async function main() {
	const all = waysToFetch(await loadHost(params.packageDir), params);
	const gauge = GAUGES[params.measure];
	const videos = await warmUp(all, params);
	const samples = await takeInTurn({
		...params,
		async take(way) {
			if (params.measure === 'seconds') console.error(`throughput: ${way}`);
			const sample = await gauge(async () => await all[way](videos));
			removeFiles(params.folder);
			return sample;
		},
	});
	finish(samples);
}

void main();
