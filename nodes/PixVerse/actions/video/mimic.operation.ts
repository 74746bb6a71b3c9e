import { modelVideoOperation } from './modelVideoOperation';

export const mimic = modelVideoOperation({
	name: 'mimic',
	label: 'Transfer Motion',
	action: 'Transfer motion to image',
	description: 'Make a person or animal in a picture move like the one in a video',
});
