import type { UploadAnswer } from '../../domain/answers';
import type { Outcome } from '../../domain/outcome';
import type { JobMemory } from '../../jobs/memory';
import { isUploadPlaceholder } from '../../models/mediaUrl';
import type { VideoOrder } from '../video/order/videoOrder';
import { toDataUrl, type InputFile } from './inputFile';

/** A file's public address, or why it has none. */
export type Uploaded = Outcome<{ kind: 'uploaded'; url: string }>;

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

/** Uploads of a run: each file once, one at a time, since each is wholly in memory meanwhile. */
export class Uploads {
	private readonly running = new Map<string, Promise<Uploaded>>();
	private last: Promise<unknown> = Promise.resolve();

	constructor(
		private readonly memory: JobMemory,
		private readonly upload: (file: InputFile) => Promise<Uploaded>,
	) {}

	private async urlOf(file: InputFile): Promise<Uploaded> {
		const url = this.memory.findUpload(file.sha256);
		if (url !== undefined) return { kind: 'uploaded', url };
		const running = this.running.get(file.sha256);
		if (running) return await running;
		const mine = this.last.then(async () => await this.upload(file));
		this.last = mine.catch(() => undefined);
		this.running.set(file.sha256, mine);
		try {
			const uploaded = await mine;
			if (uploaded.kind === 'uploaded') this.memory.uploaded(file.sha256, uploaded.url);
			return uploaded;
		} finally {
			this.running.delete(file.sha256);
		}
	}

	/** The order's body with every placeholder replaced by the address of the uploaded file. */
	async buildBody(
		order: VideoOrder,
	): Promise<Outcome<{ kind: 'body'; body: Record<string, unknown> }>> {
		const urls = new Map<string, string>();
		for (const file of order.files) {
			const uploaded = await this.urlOf(file);
			if (uploaded.kind !== 'uploaded') return uploaded;
			urls.set(file.placeholder, uploaded.url);
		}
		const body = Object.fromEntries(
			Object.entries(order.body).map(([name, value]) => [
				name,
				isUploadPlaceholder(value) ? (urls.get(value) ?? value) : value,
			]),
		);
		return { kind: 'body', body };
	}
}
