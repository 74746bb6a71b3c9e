/**
 * Which recorded jobs this execution has taken, and which it has ordered itself: one job serves one
 * item, over all PixVerse nodes, rounds and tries. It lies in n8n's flow context as plain JSON.
 */
interface Stored {
	/** ID keys of jobs that serve an item, or served one and turned out gone. */
	claimed?: Record<string, true>;
	/** The execution's own orders: what was ordered, with the ID keys that it got ('' where unknown). */
	own?: Record<string, string[]>;
	/** SHA-256 of files at recorded addresses, each read once; `bytes` alone where only its length was. */
	files?: Record<string, RecordedFile>;
}

/** A file at a recorded address, as far as it was read. */
export interface RecordedFile {
	bytes?: number;
	sha256?: string;
	/** The address answered that there is none. */
	isGone?: boolean;
}

export class JobClaims {
	private readonly claimed: Record<string, true>;
	private readonly own: Record<string, string[]>;
	private readonly files: Record<string, RecordedFile>;

	/** @param context n8n's flow context; written to in place, at once */
	constructor(context: object) {
		const holder = context as { pixVerseReuse?: Stored };
		const stored = (holder.pixVerseReuse ??= {});
		this.claimed = stored.claimed ??= {};
		this.own = stored.own ??= {};
		this.files = stored.files ??= {};
	}

	isTaken(idKey: string): boolean {
		return Object.prototype.hasOwnProperty.call(this.claimed, idKey);
	}

	/** Also for a job that turned out gone: it stays taken, so that nobody takes it again. */
	claim(idKey: string): void {
		this.claimed[idKey] = true;
	}

	/** It serves nobody after all, and may be taken by another item. */
	release(idKey: string): void {
		delete this.claimed[idKey];
	}

	/**
	 * An own order is about to be sent; until more is heard, its outcome is unknown.
	 *
	 * @param content hash of what is ordered
	 */
	sending(content: string): void {
		this.own[content] = [...this.ownIds(content), ''];
	}

	/** It was certainly not accepted. */
	notAccepted(content: string): void {
		const ids = [...this.ownIds(content)];
		const at = ids.indexOf('');
		if (at >= 0) ids.splice(at, 1);
		this.own[content] = ids;
	}

	/** It was accepted, or, its outcome being unknown, has been found in the history. */
	accepted(content: string, idKey: string): void {
		this.notAccepted(content);
		this.own[content] = [...this.ownIds(content), idKey];
		this.claim(idKey);
	}

	/** ID keys of this execution's own orders of this content. */
	ownIds(content: string): readonly string[] {
		return Object.prototype.hasOwnProperty.call(this.own, content) ? (this.own[content] ?? []) : [];
	}

	file(address: string): RecordedFile | undefined {
		return Object.prototype.hasOwnProperty.call(this.files, address)
			? this.files[address]
			: undefined;
	}

	fileRead(address: string, file: RecordedFile): void {
		this.files[address] = file;
	}
}
