import { modelVideoOperation } from './modelVideoOperation';

export const extend = modelVideoOperation({
	name: 'extend',
	label: 'Extend',
	action: 'Extend video',
	description: 'Make a video that goes on where another one ends',
});
