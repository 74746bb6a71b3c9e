// How Segmind's name of a field becomes the name of the node's parameter.
import { expect, test } from '@jest/globals';

import { parameterName } from '../../../nodes/PixVerse/models/parameterName';

test.each([
	['negative_prompt', 'negativePrompt'],
	['first_frame_url', 'firstFrameUrl'],
	['seed', 'seed'],
])('%s is the parameter %s', (apiName, name) => expect(parameterName(apiName)).toBe(name));
