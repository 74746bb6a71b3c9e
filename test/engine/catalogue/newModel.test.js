// "Adding a model is one new file and one line": done to a copy of the sources, which is then built,
// loaded by n8n and makes a video. CONTRIBUTING points here.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const { loadEngine, PROJECT } = require('../../support/engine');
const { copyPackage } = require('../../support/packageCopy');
const { runOnce } = require('../../support/runNode');
const { startSandbox, SANDBOX_KEY } = require('../../sandbox');

const NEW_FILE = `
import { aspectRatio, duration, image, negativePrompt, prompt, quality } from '../fields';
import type { VideoModel } from '../types';

export const pixverse9: VideoModel = {
	slug: 'pixverse-9',
	name: 'PixVerse 9',
	fields: {
		prompt: prompt('Describes the animation'),
		duration: duration({ min: 1, max: 60 }),
		quality: quality('documented', ['540p', '4k']),
		camera_path: {
			kind: 'choice',
			label: 'Camera Path',
			description: 'How the camera moves',
			allowed: ['still', 'orbit'],
			default: 'still',
			required: true,
			status: 'documented',
		},
		negative_prompt: negativePrompt(),
	},
	operations: {
		textToVideo: { aspect_ratio: aspectRatio(['16:9', '32:9']) },
		imageToVideo: { image_url: image('The picture to animate') },
	},
	rules: [],
	priceUsd: { from: 1, to: 2 },
	usualDurationS: 30,
	asOf: '2027-01',
	source: 'https://www.segmind.com/models/pixverse-9/api',
};
`;
const NEW_LINES = [
	[
		'import type { ModelFields',
		"import { pixverse9 } from './catalogue/pixverse-9';\nimport type { ModelFields",
	],
	['	pixverseMimic,\n];', '	pixverseMimic,\n	pixverse9,\n];'],
];

/** Compiles one source file, in a process of its own: inside jest TypeScript takes many seconds to load. */
const COMPILE = `
	const typescript = require('typescript');
		const source = require('fs').readFileSync(0, 'utf8');
	const compilerOptions = { module: 'commonjs', target: 'es2021', esModuleInterop: true };
	process.stdout.write(typescript.transpileModule(source, { compilerOptions }).outputText);
`;
const compile = (input) =>
	execFileSync(process.execPath, ['-e', COMPILE], { cwd: PROJECT, input, encoding: 'utf8' });

/** Compiles the new file and the new line into a copy of the package. */
function addModel(nodeDir) {
	const list = fs.readFileSync(path.join(PROJECT, 'nodes/PixVerse/models/index.ts'), 'utf8');
	const changed = NEW_LINES.reduce((text, [old, withNew]) => {
		if (!text.includes(old)) throw new Error(`The list of models has no longer: ${old}`);
		return text.replace(old, withNew);
	}, list);
	fs.writeFileSync(path.join(nodeDir, 'models/catalogue/pixverse-9.js'), compile(NEW_FILE));
	fs.writeFileSync(path.join(nodeDir, 'models/index.js'), compile(changed));
}

describe('a made-up model', () => {
	let copy;
	let engine;
	let sandbox;
	beforeAll(async () => {
		copy = copyPackage();
		addModel(copy.nodeDir);
		engine = await loadEngine({ packageDir: copy.folder });
		sandbox = await startSandbox({
			jobDurationMs: 50,
			models: [
				{
					slug: 'pixverse-9',
					params: { camera_path: { type: 'string', required: true, allowed: ['still', 'orbit'] } },
				},
			],
		});
	}, 30_000);
	afterAll(async () => {
		await sandbox?.close();
		copy?.remove();
	});

	test('is in the dropdowns of its operations, with its fields', () => {
		const { properties } = engine.loader.getNode('pixVerse').type.description;
		const withIt = properties.filter(
			({ name, options }) =>
				name === 'model' && options.some(({ value }) => value === 'pixverse-9'),
		);
		expect(withIt.map(({ displayOptions }) => displayOptions.show.operation)).toEqual([
			['textToVideo'],
			['imageToVideo'],
		]);
		const camera = properties.filter(({ name }) => name === 'cameraPath');
		for (const field of camera) expect(field.displayOptions.show.model).toEqual(['pixverse-9']);
		expect(camera).toHaveLength(2);
	});

	const run = async (parameters) =>
		await runOnce(engine, {
			parameters: {
				resource: 'video',
				operation: 'textToVideo',
				model: 'pixverse-9',
				prompt: 'A boat',
				...parameters,
			},
			credential: { apiKey: SANDBOX_KEY, baseUrl: sandbox.url },
		});

	test('is judged by its file', async () => {
		const { error } = await run({ duration: 61 });
		expect(error.message).toBe('Duration must be a whole number from 1 to 60');
		expect(sandbox.requests).toEqual([]);
	});

	test('makes a video', async () => {
		const { items, error } = await run({
			duration: 60,
			quality: '4k',
			aspectRatio: '32:9',
			cameraPath: 'orbit',
			additionalFields: { negativePrompt: 'blurry' },
			options: { pollInterval: 0.02 },
		});
		expect(error).toBeUndefined();
		expect(sandbox.requests[0].body).toEqual({
			prompt: 'A boat',
			duration: 60,
			quality: '4k',
			aspect_ratio: '32:9',
			camera_path: 'orbit',
			negative_prompt: 'blurry',
		});
		expect(items[0].json).toMatchObject({ model: 'pixverse-9', status: 'COMPLETED' });
		expect(items[0].binary.data.mimeType).toBe('video/mp4');
	});
});
