import type { VideoOperation } from '../../models/types';
import type { Operation } from '../operation';
import { modelFields } from './fields/modelFields';

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
		async execute(run) {
			const [{ makeVideos }, { readModelOrder }] = await Promise.all([
				import('./makeVideos'),
				import('./order/readModelOrder'),
			]);
			return await makeVideos(
				run,
				async (itemIndex, isSegmindHost) =>
					await readModelOrder(run.n8n, itemIndex, name, isSegmindHost),
			);
		},
	};
}
