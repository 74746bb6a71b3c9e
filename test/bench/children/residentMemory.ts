import fs from 'node:fs';

import { collectGarbage } from './child';

const clearRefs = '/proc/self/clear_refs';

function residentMB(name: 'VmHWM' | 'VmRSS'): number {
	if (!fs.existsSync(clearRefs)) {
		const { rss } = process.memoryUsage();
		return (name === 'VmHWM' ? process.resourceUsage().maxRSS * 1024 : rss) / 1e6;
	}
	const line = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm');
	return (Number(line.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024) / 1e6;
}

/** Runs `work`; with the peak of resident memory meanwhile above what there was before, in MB. */
export async function withPeak<T>(work: () => Promise<T>): Promise<{ result: T; peakMB: number }> {
	collectGarbage();
	// On Linux the peak so far can be forgotten; elsewhere it is that of the whole process.
	if (fs.existsSync(clearRefs)) fs.writeFileSync(clearRefs, '5');
	const beforeMB = residentMB('VmRSS');
	const result = await work();
	return { result, peakMB: residentMB('VmHWM') - beforeMB };
}
