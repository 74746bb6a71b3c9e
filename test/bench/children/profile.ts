// Whose code runs while the node works: Node's own CPU profiler around one piece of work.
import { Session, type Profiler } from 'node:inspector/promises';

import { parseJson } from '../../support/json';
import { profileParams } from '../protocol';
import { timeByOwner } from '../whoseTime';
import { finish } from './child';
import { removeFiles, warmUp, waysToFetch } from './fetchVideos';
import { makeVideos } from './makeVideos';
import { activeTrigger, pollWithoutNews } from './watchedAccount';
import { loadHost, type HostEngine } from './workflow';

const params = parseJson(process.argv[2] ?? '', profileParams);
const { packageDir, folder, sandbox, profiled, times } = params;

const INTERVAL_US = 500;

async function profileOf(work: () => Promise<unknown>): Promise<Profiler.Profile> {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.setSamplingInterval', { interval: INTERVAL_US });
	await session.post('Profiler.start');
	await work();
	const { profile } = await session.post('Profiler.stop');
	session.disconnect();
	return profile;
}

/** Makes all ready, and hands back what is to be looked at: `times` items, videos or polls. */
async function prepare(engine: HostEngine): Promise<() => Promise<unknown>> {
	if (profiled === 'poll') {
		const trigger = await activeTrigger(engine, sandbox, params.rows);
		return async () => await pollWithoutNews(trigger, times);
	}
	if (profiled === 'items') {
		const make = async () =>
			await makeVideos(engine, sandbox, { items: times, concurrency: params.concurrency });
		await make();
		return make;
	}
	const all = waysToFetch(engine, { sandbox, folder });
	const { number } = params;
	const videos = await warmUp(all, { sandbox, folder, ways: [profiled], number, count: times });
	return async () => await all[profiled](videos);
}

async function main() {
	const work = await prepare(await loadHost(packageDir));
	const profile = await profileOf(work);
	removeFiles(folder);
	finish(timeByOwner(profile, packageDir));
}

void main();
