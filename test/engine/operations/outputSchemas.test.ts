// Every operation has an output schema, n8n's own resolver finds it, and real output satisfies it.
// (The other operations' tests beside this file hold theirs to it as well.)
import { expect, test } from '@jest/globals';
import { loadOutputSchema } from 'n8n-core/dist/nodes-loader/output-schema-resolver';

import { builtDescription, entriesOf } from '../../support/catalogue/editor';
import { completeBody, parametersFor } from '../../support/catalogue/orders';
import { modelCases } from '../../support/catalogue/pageFields';
import { FAST } from '../../support/inputs';
import { elementAt } from '../../support/lists';
import { expectSchema, loadSchema, NODE_DIR, violations } from '../../support/outputSchema';
import { useNode } from '../../support/useNode';

const OPERATIONS = builtDescription.properties
	.filter(({ name }) => name === 'operation')
	.flatMap((property) => {
		const [resource] = property.displayOptions?.show?.resource ?? [];
		return entriesOf(property).map(({ value }) => [resource, value]);
	})
	.filter((pair): pair is [string, string] => pair.every((name) => typeof name === 'string'));

const node = useNode({ resultShape: 'lastFrame' });

test.each(OPERATIONS)('%s %s has a schema that n8n finds', (resource, operation) => {
	const found = loadOutputSchema({ nodeDir: NODE_DIR, version: 1, resource, operation });
	expect(found).toEqual(loadSchema(resource, operation));
	expect(found).toMatchObject({ type: 'object', version: 1 });
	expect(found?.properties).not.toHaveProperty('error');
});

/** The model of an operation that tells most: with a seed, where one has it. */
const toldMost = [...new Set(modelCases().map(({ operation }) => operation))].map((operation) => {
	const cases = modelCases().filter((it) => it.operation === operation);
	return cases.find((it) => 'seed' in completeBody(it)) ?? elementAt(cases, 0);
});

test.each(toldMost)('$operation puts out what its schema says', async (it) => {
	const { operation, slug: model } = it;
	const body = completeBody(it);
	const parameters = parametersFor(it, body, { options: FAST });
	const { items } = await node.run(parameters);
	expectSchema('video', operation, items);
	// All that the schema promises comes when the API gives it.
	const promised = Object.keys(loadSchema('video', operation).properties ?? {});
	const given = promised.filter((name) => name !== 'seed' || name in body);
	expect(Object.keys(elementAt(items, 0).json)).toEqual(expect.arrayContaining(given));

	const later = await node.run({ ...parameters, waitForCompletion: false });
	expectSchema('video', operation, later.items);
	const { json, binary } = elementAt(later.items, 0);
	expect(Object.keys(json).sort()).toEqual(['finished', 'model', 'requestId', 'status']);
	expect(json).toMatchObject({ model, status: 'QUEUED', finished: false });
	expect(binary).toBeUndefined();
});

test('the checker sees a wrong type and a field that the file does not name', () => {
	const schema = loadSchema('account', 'getCredits');
	expect(violations(schema, { credits: '1', freeCredits: 0, more: 1 })).toEqual([
		'json.credits is string, not number',
		'json.more is not in the schema',
	]);
});
