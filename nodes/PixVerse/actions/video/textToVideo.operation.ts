import { modelVideoOperation } from './modelVideoOperation';

export const textToVideo = modelVideoOperation({
	name: 'textToVideo',
	label: 'Generate From Text',
	action: 'Generate video from text',
	description: 'Make a video from a description',
});
