import { modelVideoOperation } from './modelVideoOperation';

export const imageToVideo = modelVideoOperation({
	name: 'imageToVideo',
	label: 'Generate From Image',
	action: 'Generate video from image',
	description: 'Make a video that animates a picture',
});
