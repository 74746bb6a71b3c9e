// Labels, tooltips and conditions of the built node, by n8n's UX rules and the editor's traps.
const { NodeHelpers } = require('n8n-workflow');
const { description, parametersOf, shownField } = require('./editor');

describe('the description keeps n8n’s rules', () => {
	const collections = description.properties.filter(({ type }) => type === 'collection');
	const all = [...description.properties, ...collections.flatMap(({ options }) => options)];

	test('conditions read resource, then operation, then model', () => {
		const order = ['resource', 'operation', 'model'];
		for (const { name, displayOptions } of description.properties) {
			const keys = Object.keys(displayOptions?.show ?? {});
			const places = keys.map((key) => order.indexOf(key)).filter((place) => place >= 0);
			expect({ name, places }).toEqual({ name, places: [...places].sort((a, b) => a - b) });
			if (keys.length > 0) expect(keys[0]).toBe('resource');
		}
	});

	test('no collection is shown by model, and the options of video by resource only', () => {
		for (const { displayOptions, name } of collections) {
			expect(displayOptions.show).not.toHaveProperty('model');
			if (name === 'options' && displayOptions.show.resource.includes('video')) {
				expect(displayOptions.show).not.toHaveProperty('operation');
			}
		}
	});

	test('only Resource and Operation have no expression toggle', () => {
		const without = all.filter(({ noDataExpression }) => noDataExpression).map(({ name }) => name);
		expect([...new Set(without)]).toEqual(['resource', 'operation']);
	});

	test('what cannot be left empty is marked, and nothing else', () => {
		const marked = new Set(all.filter(({ required }) => required).map(({ name }) => name));
		const urls = ['firstFrameUrl', 'imageUrl', 'lastFrameUrl', 'videoUrl'];
		expect([...marked].sort()).toEqual([...urls, 'modelSlug', 'prompt', 'requestId'].sort());
	});

	test('children of a collection are in the order of their labels, but for From and To', () => {
		for (const { name, options } of collections) {
			if (name === 'filters') {
				expect(options.map((child) => child.name)).toEqual(['from', 'to', 'model', 'status']);
				continue;
			}
			const labels = options.map(({ displayName }) => displayName);
			expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
		}
	});

	test('labels are in Title Case, tooltips are sentences, switches begin with Whether', () => {
		const small = ['for', 'or', 'and', 'of', 'per', 'the'];
		for (const { displayName, description: text, name, type } of all) {
			for (const word of displayName.split(' ')) {
				if (!small.includes(word)) expect(word).toMatch(/^[(A-Z]/);
			}
			if (['resource', 'operation'].includes(name)) continue;
			if (['collection', 'hidden'].includes(type)) continue;
			expect({ name, text }).toEqual({ name, text: expect.stringMatching(/^[A-Z0-9]/) });
			if (type === 'boolean') expect(text).toMatch(/^Whether/);
			const isOneSentence = !/[.!?] /.test(text.replace('e.g. ', ''));
			if (isOneSentence)
				expect({ name, text }).toEqual({ name, text: expect.not.stringMatching(/\.$/) });
			expect(displayName).not.toMatch(/binary property/i);
			expect(text).not.toMatch(/binary property/i);
		}
	});

	test('every operation says in a sentence what it does, and other than its name', () => {
		const operations = description.properties.filter(({ name }) => name === 'operation');
		for (const { options } of operations) {
			for (const option of options) {
				expect(option.action).toMatch(/^[A-Z][a-z]+ [a-z ]+$/);
				expect(option.description).not.toBe(option.name);
				expect(option.description.length).toBeGreaterThan(20);
			}
		}
	});

	test('every model says price, time and date', () => {
		const parameters = parametersOf({ resource: 'video', operation: 'textToVideo' });
		for (const option of shownField(parameters, 'model').options) {
			expect(option.description).toMatch(
				/\d USD a video, usually about \d+ s \(Segmind's pages, 20\d\d-\d\d\); about \d.* \(estimate\)/,
			);
		}
	});

	test('the AI workflow builder is told about money and time, without wire format', () => {
		const { searchHint, relatedNodes } = description.builderHint;
		expect(searchHint).toMatch(/costs real money/);
		expect(searchHint).toMatch(/Dry Run/);
		for (const text of [searchHint, ...relatedNodes.map(({ relationHint }) => relationHint)]) {
			expect(text).not.toMatch(/=\{\{|\bai_/);
		}
	});

	test('as a tool it tells a model what it does, by operation', () => {
		const tool = (resource, operation) =>
			NodeHelpers.getToolDescriptionForNode(
				{
					name: 'PixVerse',
					type: 'n8n-nodes-pixverse.pixVerseTool',
					parameters: { resource, operation },
				},
				{ description },
			);
		expect(tool('video', 'textToVideo')).toMatch(/Generate video from text/i);
		expect(tool('job', 'get')).toMatch(/Get job/i);
	});
});
