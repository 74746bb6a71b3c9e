import type { VideoOperation } from '../../models/types';
import type { Operation } from '../operation';
import { makeVideos } from './makeVideos';
import { modelFields } from './modelFields';
import { readModelOrder } from './readModelOrder';

interface Words extends Pick<Operation, 'label' | 'action' | 'description'> {
	name: VideoOperation;
}

/** An operation whose fields are those of its models; the models say what differs. */
export function modelVideoOperation(words: Words): Operation {
	const { name } = words;
	return {
		resource: 'video',
		...words,
		fields: modelFields(name),
		execute: async (run) =>
			await makeVideos(
				run,
				async (itemIndex, segmindItself) =>
					await readModelOrder(run.n8n, itemIndex, name, segmindItself),
			),
	};
}
