// What the node must send for a model, by its page; for every model of the catalogue, and for one
// that somebody adds. The sandbox judges it by the same page.
import { expect, test } from '@jest/globals';

import { recordOf } from '../assertions';
import { elementAt } from '../lists';
import type { NodeKit } from '../useNode';
import { completeBody, parametersFor, requiredBody } from './orders';
import { camelCase, fieldsOnPage, type ModelCase } from './pageFields';

const LATER = { waitForCompletion: false };

/** What a node may still hold from the models that were chosen before. */
const STALE = {
	motionMode: 'fast',
	generateAudioSwitch: true,
	aspectRatio: '16:9',
	firstFrameUrl: 'https://example.com/a.png',
	imageUrl: 'https://example.com/b.png',
	videoUrl: 'https://example.com/c.mp4',
};
const STALE_ADDITIONAL = {
	aspectRatio: '1:1',
	lipSyncSwitch: true,
	motionMode: 'fast',
	negativePrompt: 'old',
	quality: '360p',
	seed: 7,
	soundEffectContent: 'old',
	soundEffectSwitch: true,
	style: 'comic',
	thinkingType: 'enabled',
};

/** Fields for which the panel has a value from the start. */
const STARTS_WITH = ['duration', 'quality', 'aspect_ratio', 'motion_mode', 'generate_audio_switch'];

/** Registers the tests of one operation with one model; call it in a describe. */
export function testPayload(
	node: Pick<NodeKit, 'bodies' | 'run' | 'sandbox'>,
	it: ModelCase,
): void {
	const { slug: model } = it;
	const complete = completeBody(it);
	const required = requiredBody(it);

	test('sends the complete example, and gets a video', async () => {
		const { items, error } = await node.run(
			parametersFor(it, complete, { options: { pollInterval: 0.02 } }),
		);
		expect(error).toBeUndefined();
		expect(elementAt(node.sandbox.requests, 0).path).toBe(`/v2/${model}`);
		expect(node.bodies()).toEqual([complete]);
		expect(elementAt(items, 0).json).toMatchObject({ model, status: 'COMPLETED', finished: true });
		expect(elementAt(items, 0).binary?.data?.mimeType).toBe('video/mp4');
	});

	test('sends nothing that is unset', async () => {
		const { error } = await node.run(parametersFor(it, required, LATER));
		expect(error).toBeUndefined();
		expect(node.bodies()).toEqual([required]);
	});

	test('starts with 5 s, 540p, 16:9, normal and sound', async () => {
		const entered = Object.entries(required).filter(([name]) => !STARTS_WITH.includes(name));
		const { error } = await node.run(parametersFor(it, Object.fromEntries(entered), LATER));
		expect(error).toBeUndefined();
		expect(node.bodies()).toEqual([required]);
	});

	test('sends no field of another model whose values are still there', async () => {
		const given = parametersFor(it, required);
		const own = fieldsOnPage(it).map(({ apiName }) => camelCase(apiName));
		const foreign = Object.entries(STALE_ADDITIONAL).filter(([name]) => !own.includes(name));
		// As an expression n8n hides nothing, so that every stale value reaches the node.
		for (const chosen of [model, `={{ "${model}" }}`]) {
			const { error } = await node.run({
				...STALE,
				...given,
				...LATER,
				model: chosen,
				additionalFields: Object.fromEntries(foreign),
			});
			expect(error).toBeUndefined();
		}
		const [chosenByHand, byExpression] = node.bodies();
		expect(Object.keys(complete)).toEqual(
			expect.arrayContaining(Object.keys(recordOf(chosenByHand))),
		);
		expect(node.bodies()).toHaveLength(2);
		expect(byExpression).toEqual(chosenByHand);
	});
}
