import { modelVideoOperation } from './modelVideoOperation';

export const transition = modelVideoOperation({
	name: 'transition',
	label: 'Generate Transition',
	action: 'Generate transition video',
	description: 'Make a video that turns one picture into another',
});
