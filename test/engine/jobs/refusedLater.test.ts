// An item that a later try cannot read any more, after an earlier one has paid for it: what was paid
// is named with it, and it never says that nothing was sent.
import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { GOING_ON, numberedItems, video } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { summarise } from '../../support/runNode';
import { useNode } from '../../support/useNode';

const { sandbox, prepare, run } = useNode({ jobDurationMs: 30 });

const items = numberedItems(3);

/** An expression that gives the second item another value where the execution is retried. */
const later = (then: string, before: string) =>
	`={{ $itemIndex === 1 && $execution.mode === "production" ? ${then} : ${before} }}`;

describe.each(GOING_ON)('under %s', (onError) => {
	test.each<[string, INodeParameters]>([
		['gives another value', { duration: later('99', '5') }],
		['gives nothing', { prompt: later('""', '$json.prompt') }],
		['fails', { quality: later('$("Nowhere").item.json.x', '"540p"') }],
	])('an expression that later %s', async (_, changed) => {
		sandbox.addFault({
			phase: 'result',
			kind: 'noUrl',
			times: 1,
			match: { bodyContains: 'video 2;' },
		});
		const parameters = video({}, changed);
		const failed = await prepare(parameters, { items }).start().promise;
		expect(failed.status).toBe('error');
		expect(sandbox.acceptedSubmits()).toHaveLength(3);

		const again = prepare(parameters, { items, settings: { onError } });
		const { items: good, errorItems } = summarise(await again.retry(failed));
		const refused = [...good, ...errorItems].find(({ json }) => json.error !== undefined);
		const { requestId } = elementAt(sandbox.jobs, 1);
		expect(refused?.json.details).toMatchObject({ requestId });
		expect(refused?.json.details?.description).toContain(requestId);
		expect(refused?.json.details?.description).not.toMatch(/Nothing was sent/);
		expect(good.filter(({ json }) => json.resumed)).toHaveLength(2);
		expect(sandbox.acceptedSubmits()).toHaveLength(3);
	});

	test('one that is wrong from the beginning says so of its own item only', async () => {
		const { items: good, errorItems } = await run(
			video({}, { duration: '={{ $itemIndex === 1 ? 99 : 5 }}' }),
			{ items, settings: { onError } },
		);
		const refused = [...good, ...errorItems].find(({ json }) => json.error !== undefined);
		expect(refused?.json.details?.description).toMatch(/Nothing was sent for this item\./);
		expect(refused?.json.details).not.toHaveProperty('requestId');
		expect(sandbox.acceptedSubmits()).toHaveLength(2);
	});
});
