import { z } from 'zod';

import { SANDBOX_KEY } from '../sandbox';

const submitAnswer = z.object({ request_id: z.string() });

/** Orders a job of the sandbox as another workflow would have; its request ID. */
export async function orderedJob(
	sandboxUrl: string,
	body: object,
	slug = 'muscle-surge',
): Promise<string> {
	const answer = await fetch(`${sandboxUrl}/v2/${slug}`, {
		method: 'POST',
		headers: { 'x-api-key': SANDBOX_KEY, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return submitAnswer.parse(await answer.json()).request_id;
}
