import type { UploadAnswer } from '../../domain/answers';
import type { Uploaded } from '../../jobs/uploads';
import { toDataUrl, type InputFile } from './inputFile';

/**
 * Uploads a file; it is free, so what fails for a moment is tried again.
 *
 * @param send sends a data URL, as often as it may help
 */
export async function uploadFile(
	stop: AbortSignal,
	send: (dataUrl: string) => Promise<UploadAnswer>,
	file: InputFile,
): Promise<Uploaded> {
	const answer = await send(await toDataUrl(file));
	if (answer.kind === 'uploaded') return answer;
	if (answer.kind === 'aborted' || stop.aborted) return { kind: 'aborted' };
	return { kind: 'problem', problem: answer.problem };
}
