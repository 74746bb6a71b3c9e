import { z } from 'zod';

import { SANDBOX_KEY } from '../sandbox';

const submitAnswer = z.object({ request_id: z.string() });

/** What PixVerse V6 takes, beside the prompt. */
export const V6 = { duration: 5, quality: '360p' };

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
