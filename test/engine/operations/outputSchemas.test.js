// Every operation has an output schema, n8n's own resolver finds it, and real output satisfies it.
// (The other operations' tests beside this file hold theirs to it as well.)
const { useNode } = require('../../support/useNode');
const { NODE_DIR, expectSchema, loadSchema, violations } = require('../../support/outputSchema');
const { description } = require('../catalogue/editor');
const { EXAMPLES, parametersFor } = require('../catalogue/examples');

const OPERATIONS = description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ options, displayOptions }) =>
		options.map(({ value }) => [displayOptions.show.resource[0], value]),
	);

const node = useNode({ resultShape: 'lastFrame' });

test.each(OPERATIONS)('%s %s has a schema that n8n finds', (resource, operation) => {
	const resolver = require('n8n-core/dist/nodes-loader/output-schema-resolver');
	const found = resolver.loadOutputSchema({ nodeDir: NODE_DIR, version: 1, resource, operation });
	expect(found).toEqual(loadSchema(resource, operation));
	expect(found).toMatchObject({ type: 'object', version: 1 });
	for (const name of Object.keys(found.properties)) expect(name).not.toBe('error');
});

test.each([
	EXAMPLES[1],
	...['imageToVideo', 'transition', 'extend', 'mimic'].map((operation) =>
		EXAMPLES.find(([name]) => name === operation),
	),
])('%s with %s puts out what its schema says', async (operation, model, body) => {
	const parameters = parametersFor(operation, model, body, { options: { pollInterval: 0.02 } });
	const { items } = await node.run(parameters);
	expectSchema('video', operation, items);
	const { json } = items[0];
	// All that the schema promises comes when the API gives it.
	const promised = Object.keys(loadSchema('video', operation).properties);
	const missing = promised.filter((name) => !(name in json) && !(name === 'seed' && !body.seed));
	expect(missing).toEqual([]);

	const later = await node.run({ ...parameters, waitForCompletion: false });
	expectSchema('video', operation, later.items);
	expect(Object.keys(later.items[0].json).sort()).toEqual([
		'finished',
		'model',
		'requestId',
		'status',
	]);
	expect(later.items[0].json).toMatchObject({ model, status: 'QUEUED', finished: false });
	expect(later.items[0].binary).toBeUndefined();
});

test('the checker sees a wrong type and a field that the file does not name', () => {
	const schema = loadSchema('account', 'getCredits');
	expect(violations(schema, { credits: '1', freeCredits: 0, more: 1 })).toEqual([
		'json.credits is string, not number',
		'json.more is not in the schema',
	]);
});
