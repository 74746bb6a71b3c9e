const assert = require('node:assert/strict');

const { errorOf, itemsOf } = require('../host/executionData');
const { parseMp4 } = require('../host/mp4');
const { startN8n } = require('../host/n8n');
const { RestClient } = require('../host/rest');
const { SANDBOX_KEY } = require('../sandbox');

const NODE_TYPE = 'n8n-nodes-pixverse.pixVerse';

/** Whatever goes through this proxy finds nobody: a start that needs the network would fail. */
const NO_NETWORK = {
	HTTP_PROXY: 'http://127.0.0.1:1',
	HTTPS_PROXY: 'http://127.0.0.1:1',
	NO_PROXY: '127.0.0.1,localhost',
};

/** Lines of n8n's log in which something about the node, or the loading of nodes, is wrong. */
function complaints(logText) {
	return logText
		.split('\n')
		.filter((line) => /pixverse|segmind|community|load.*node/i.test(line))
		.filter((line) => /warn|error|fail|deprecat|missing|could not|unrecognized/i.test(line));
}

/** The workflow that a user saves: a real video and a dry run, with options of several kinds. */
function savedWorkflow(credentials) {
	const pixVerse = (name, parameters, position) => ({
		id: name,
		name,
		type: NODE_TYPE,
		typeVersion: 1,
		position,
		parameters,
		credentials,
	});
	const to = (node) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	return {
		name: 'Saved',
		nodes: [
			{
				id: 'start',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			pixVerse(
				'Video',
				{
					resource: 'video',
					operation: 'textToVideo',
					model: 'pixverse-5-video',
					prompt: 'A paper boat',
					aspectRatio: '9:16',
					duration: 8,
					quality: '720p',
					additionalFields: { seed: 7, negativePrompt: 'blur' },
					options: { pollInterval: 0.2, fileName: 'boat', maxVideos: 3 },
				},
				[200, 0],
			),
			pixVerse(
				'Preview',
				{
					resource: 'video',
					operation: 'custom',
					modelSlug: 'pixverse-lipsync',
					body: '{ "text": "Hello" }',
					options: { dryRun: true },
				},
				[400, 0],
			),
		],
		connections: { Start: to('Video'), Video: to('Preview') },
	};
}

/** A started n8n, seen as its owner sees it. */
class Visit {
	/** @param {string} userFolder @param {{ url: string, reset(): void }} sandbox */
	static async begin(userFolder, sandbox) {
		const visit = new Visit();
		visit.sandbox = sandbox;
		visit.n8n = await startN8n({ userFolder, env: NO_NETWORK });
		visit.client = new RestClient(visit.n8n);
		return visit;
	}

	/** The node is there, in the version that was installed, and n8n's log has nothing against it. */
	async assertLoaded() {
		const response = await this.client.send('GET', '/types/nodes.json');
		const found = (await response.json()).filter(({ name }) => name === NODE_TYPE);
		assert.equal(found.length, 1);
		assert.ok(found[0].properties.length > 10);
		const credentials = await this.client.send('GET', '/types/credentials.json');
		assert.ok((await credentials.json()).some(({ name }) => name === 'segmindApi'));
		assert.deepEqual(complaints(this.n8n.logText()), []);
	}

	/** @param {string} [apiKey] */
	async save(apiKey = SANDBOX_KEY) {
		const name = `Segmind ${apiKey}`;
		const data = { apiKey, baseUrl: this.sandbox.url };
		const { id } = await this.client.createCredential({ name, type: 'segmindApi', data });
		const workflow = savedWorkflow({ segmindApi: { id, name } });
		return (await this.client.createWorkflow(workflow)).id;
	}

	/** Runs a workflow from its trigger. */
	async run(id) {
		const executionId = await this.client.runWorkflow(id, { trigger: 'Start' });
		return await this.client.waitForExecution(executionId);
	}

	/** What went to Segmind and what came back, as far as it must not change with an upgrade. */
	async runSaved(id) {
		this.sandbox.reset();
		const execution = await this.run(id);
		assert.equal(execution.status, 'success', JSON.stringify(errorOf(execution)));
		const [video] = itemsOf(execution, 'Video');
		const { bytes } = await this.client.downloadBinary(video.binary.data);
		const { width, height } = parseMp4(bytes);
		assert.ok(height > width);
		const [preview] = itemsOf(execution, 'Preview');
		return {
			sent: this.sandbox.acceptedSubmits().map(({ path, body }) => ({ path, body })),
			fileName: video.binary.data.fileName,
			fields: Object.keys(video.json).sort(),
			preview: { model: preview.json.model, body: preview.json.body },
		};
	}

	async end() {
		await this.n8n.stop();
	}
}

module.exports = { Visit };
