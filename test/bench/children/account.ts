// A sandbox in another process: what its history holds, and what it was asked.
import type { SeededJob } from '../../sandbox';
import { parseJson, z } from '../../support/json';
import type { SandboxAddress } from '../protocol';

/** Few enough for one body. */
const ROWS_AT_ONCE = 1_000;

/** Puts jobs into the history that others have ordered before. */
export async function seedHistory({ url }: SandboxAddress, jobs: SeededJob[]): Promise<void> {
	for (let at = 0; at < jobs.length; at += ROWS_AT_ONCE) {
		const body = JSON.stringify(jobs.slice(at, at + ROWS_AT_ONCE));
		const headers = { 'content-type': 'application/json' };
		const answer = await fetch(`${url}/_sandbox/history`, { method: 'POST', headers, body });
		if (!answer.ok) throw new Error(`The sandbox took no history: ${await answer.text()}`);
	}
}

const records = z.array(z.object({ phase: z.string() }));

/** How many requests it has got since it was started, by what they were for. */
export async function requestCounts({ url }: SandboxAddress): Promise<Map<string, number>> {
	const answer = await fetch(`${url}/_sandbox/requests`);
	const counts = new Map<string, number>();
	for (const { phase } of parseJson(await answer.text(), records)) {
		counts.set(phase, (counts.get(phase) ?? 0) + 1);
	}
	return counts;
}
