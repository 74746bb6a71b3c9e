import { retryFree } from '../../jobs/pacing/retry';
import { forEachItem } from '../eachItem';
import { connect } from '../input/credential';
import { ok, type Reading } from '../input/result';
import type { OperationResult, RunContext } from '../operation';
import { itemOf } from '../output/outputItems';

/** The operation takes nothing of its items. */
async function nothingToRead(): Promise<Reading<undefined>> {
	return ok(undefined);
}

/** What Account > Get Credits does; an account without a balance has none of both. */
export async function readCredits(run: RunContext): Promise<OperationResult> {
	const { n8n, clock, cancel } = run;
	const connection = await connect(run);
	if (!connection.ok) return { kind: 'failed', problem: connection.problem };
	const client = connection.value.client(cancel);
	return await forEachItem(n8n, nothingToRead, async (_, itemIndex) => {
		const answer = await retryFree({ clock, stop: cancel }, async () => await client.credits());
		if (answer.kind === 'aborted' || cancel.aborted) return { kind: 'aborted' };
		if (answer.kind === 'noBalance') {
			return { kind: 'items', items: [itemOf({ credits: 0, freeCredits: 0 }, itemIndex)] };
		}
		if (answer.kind !== 'credits') return { kind: 'problem', problem: answer.problem };
		const { credits, freeCredits } = answer;
		return { kind: 'items', items: [itemOf({ credits, freeCredits }, itemIndex)] };
	});
}
