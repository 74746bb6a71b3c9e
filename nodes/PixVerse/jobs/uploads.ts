import type { Outcome } from '../domain/outcome';
import type { JobMemory } from './memory';

/** A file that an order's body needs the public address of. */
export interface FileToUpload {
	sha256: string;
	/** Stands for the file's address in the body until it is uploaded. */
	placeholder: string;
}

/** A file's public address, or why it has none. */
export type Uploaded = Outcome<{ kind: 'uploaded'; url: string }>;

/** Uploads of a run: each file once, one at a time, since each is wholly in memory meanwhile. */
export class Uploads<File extends FileToUpload> {
	private readonly running = new Map<string, Promise<Uploaded>>();
	private last: Promise<unknown> = Promise.resolve();

	constructor(
		private readonly memory: JobMemory,
		private readonly upload: (file: File) => Promise<Uploaded>,
	) {}

	/** A body with every placeholder replaced by the address of the uploaded file. */
	async fillIn(
		body: Readonly<Record<string, unknown>>,
		files: readonly File[],
	): Promise<Outcome<{ kind: 'body'; body: Record<string, unknown> }>> {
		const urls = new Map<unknown, string>();
		for (const file of files) {
			const uploaded = await this.urlOf(file);
			if (uploaded.kind !== 'uploaded') return uploaded;
			urls.set(file.placeholder, uploaded.url);
		}
		const filled = Object.entries(body).map(([name, value]) => [name, urls.get(value) ?? value]);
		return { kind: 'body', body: Object.fromEntries(filled) };
	}

	private async urlOf(file: File): Promise<Uploaded> {
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
}
