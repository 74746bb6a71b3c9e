import { getCredits } from './account/getCredits.operation';
import { upload } from './asset/upload.operation';
import { get } from './job/get.operation';
import { getMany } from './job/getMany.operation';
import type { Operation } from './operation';
import { custom } from './video/custom.operation';
import { extend } from './video/extend.operation';
import { imageToVideo } from './video/imageToVideo.operation';
import { mimic } from './video/mimic.operation';
import { textToVideo } from './video/textToVideo.operation';
import { transition } from './video/transition.operation';

/** Every operation of the node; a resource's first is its default. */
export const OPERATIONS: readonly Operation[] = [
	textToVideo,
	imageToVideo,
	transition,
	extend,
	mimic,
	custom,
	get,
	getMany,
	upload,
	getCredits,
];

export function findOperation(resource: string, name: string): Operation | undefined {
	return OPERATIONS.find((operation) => operation.resource === resource && operation.name === name);
}
