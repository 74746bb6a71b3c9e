import assert from 'node:assert/strict';

import { errorOf, fileOf, itemsOf } from '../host/executionData';
import { parseMp4 } from '../host/mp4';
import { startN8n, type RunningN8n } from '../host/n8n';
import type { Execution, SavedCredential, Workflow } from '../host/n8nJson';
import { RestClient } from '../host/rest';
import { inARow, manualTrigger, PIXVERSE, pixVerse, START } from '../host/workflow';
import { SANDBOX_KEY, type Sandbox } from '../sandbox';
import { parseJson, z } from '../support/json';
import { theOnly } from '../support/lists';

/** n8n's lists of node and credential types. */
const typesSchema = z.array(
	z.object({ name: z.string(), properties: z.array(z.unknown()).optional() }),
);

/** Whatever goes through this proxy finds nobody: a start that needs the network would fail. */
const NO_NETWORK = {
	HTTP_PROXY: 'http://127.0.0.1:1',
	HTTPS_PROXY: 'http://127.0.0.1:1',
	NO_PROXY: '127.0.0.1,localhost',
};

/** Lines of n8n's log in which something about the node, or the loading of nodes, is wrong. */
function complaints(logText: string): string[] {
	return logText
		.split('\n')
		.filter((line) => /pixverse|segmind|community|load.*node/i.test(line))
		.filter((line) => /warn|error|fail|deprecat|missing|could not|unrecognized/i.test(line));
}

/** The workflow that a user saves: a real video and a dry run, with options of several kinds. */
function savedWorkflow(credential: SavedCredential): Workflow {
	const video = {
		resource: 'video',
		operation: 'textToVideo',
		model: 'pixverse-5-video',
		prompt: 'A paper boat',
		aspectRatio: '9:16',
		duration: 8,
		quality: '720p',
		additionalFields: { seed: 7, negativePrompt: 'blur' },
		options: { pollInterval: 0.2, fileName: 'boat', maxVideos: 3 },
	};
	const preview = {
		resource: 'video',
		operation: 'custom',
		modelSlug: 'pixverse-lipsync',
		body: '{ "text": "Hello" }',
		options: { dryRun: true },
	};
	return inARow('Saved', [
		manualTrigger(),
		pixVerse(credential, video, {}, 'Video'),
		pixVerse(credential, preview, {}, 'Preview'),
	]);
}

/** A started n8n, seen as its owner sees it. */
export class Visit {
	private constructor(
		readonly n8n: RunningN8n,
		readonly client: RestClient,
		readonly sandbox: Sandbox,
	) {}

	static async begin(userFolder: string, sandbox: Sandbox): Promise<Visit> {
		const n8n = await startN8n({ userFolder, env: NO_NETWORK });
		return new Visit(n8n, new RestClient(n8n), sandbox);
	}

	/** The node is there, in the version that was installed, and n8n's log has nothing against it. */
	async assertLoaded(): Promise<void> {
		const types = await this.#read('/types/nodes.json');
		const found = theOnly(types.filter(({ name }) => name === PIXVERSE));
		assert.ok((found.properties ?? []).length > 10);
		const credentials = await this.#read('/types/credentials.json');
		assert.ok(credentials.some(({ name }) => name === 'segmindApi'));
		assert.deepEqual(complaints(this.n8n.logText()), []);
	}

	async #read(path: string) {
		const response = await this.client.send('GET', path);
		return parseJson(await response.text(), typesSchema);
	}

	/** @returns the workflow's ID */
	async save(apiKey = SANDBOX_KEY): Promise<string> {
		const credential = await this.client.createCredential({
			name: `Segmind ${apiKey}`,
			type: 'segmindApi',
			data: { apiKey, baseUrl: this.sandbox.url },
		});
		return (await this.client.createWorkflow(savedWorkflow(credential))).id;
	}

	/** Runs a workflow from its trigger. */
	async run(id: string): Promise<Execution> {
		return await this.client.runWorkflow(id, START);
	}

	/** What went to Segmind and what came back, as far as it must not change with an upgrade. */
	async runSaved(id: string) {
		this.sandbox.reset();
		const execution = await this.run(id);
		assert.equal(execution.status, 'success', JSON.stringify(errorOf(execution)));
		const video = theOnly(itemsOf(execution, 'Video'));
		const { bytes } = await this.client.downloadBinary(fileOf(video));
		const { width, height } = parseMp4(bytes);
		assert.ok(height > width);
		const { model, body } = theOnly(itemsOf(execution, 'Preview')).json;
		return {
			sent: this.sandbox.acceptedSubmits().map(({ path, body: sent }) => ({ path, sent })),
			fileName: fileOf(video).fileName,
			fields: Object.keys(video.json).sort(),
			preview: { model, body },
		};
	}

	async end(): Promise<void> {
		await this.n8n.stop();
	}
}
