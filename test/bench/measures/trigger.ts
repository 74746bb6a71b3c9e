// Measured: polls of the trigger without news.
import { runChild, startSandboxProcess } from '../child';
import type { Installed } from '../installed';
import { triggerResult, type TriggerParams, type TriggerResult } from '../protocol';
import type { MeasureOptions } from './options';

export const ROWS = 10_000;
const POLLS_PER_SAMPLE = 10;

export interface PollCosts extends TriggerResult {
	rows: number;
	polls: number;
}

export async function measureTrigger(
	{ folder, packageDir }: Installed,
	{ samples, say }: Pick<MeasureOptions, 'say'> & { samples: number },
): Promise<PollCosts> {
	const polls = samples * POLLS_PER_SAMPLE;
	say(`trigger: ${polls} polls without news over ${ROWS} rows`);
	const sandbox = await startSandboxProcess({}, folder);
	try {
		const params: TriggerParams = {
			packageDir,
			sandbox: sandbox.address,
			rows: ROWS,
			polls: POLLS_PER_SAMPLE,
			samples,
		};
		const args = [JSON.stringify(params)];
		const options = { folder, isGcExposed: true, result: triggerResult, say };
		const result = await runChild({ name: 'trigger', args, ...options });
		return { rows: ROWS, polls, ...result };
	} finally {
		await sandbox.stop();
	}
}
