import { comparableId } from '../../domain/requestId';
import { shortHash } from '../../domain/shortHash';

/**
 * Which recorded jobs this execution has taken, and which it has ordered itself: one job serves one
 * item, over all PixVerse nodes, rounds and tries. It lies in n8n's flow context as plain JSON.
 */
interface Stored {
	/** ID keys of jobs that serve an item, or served one and turned out gone. */
	claimed?: Record<string, true>;
	/**
	 * The execution's own orders: what was ordered, with the ID that it got ('' where unknown), or
	 * several of them. The IDs are written as in the node's memory: n8n saves each text once.
	 */
	own?: Record<string, string | string[]>;
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
	private readonly own: Record<string, string | string[]>;
	private readonly files: Record<string, RecordedFile>;

	/** @param context n8n's flow context; written to in place, at once */
	constructor(context: object) {
		const holder = context as { pixVerseReuse?: Stored };
		const stored = (holder.pixVerseReuse ??= {});
		this.claimed = stored.claimed ??= {};
		this.own = stored.own = withShortNames(stored.own ?? {});
		this.files = stored.files ??= {};
	}

	/** ID keys of the jobs that serve an item, own orders included. */
	taken(): ReadonlySet<string> {
		const own = Object.values(this.own).flat().map(comparableId);
		return new Set([...Object.keys(this.claimed), ...own]);
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
		this.keepOwn(content, [...this.ownOf(content), '']);
	}

	/** It was certainly not accepted. */
	notAccepted(content: string): void {
		const ids = this.ownOf(content);
		const at = ids.indexOf('');
		if (at >= 0) ids.splice(at, 1);
		this.keepOwn(content, ids);
	}

	/** It was accepted, or, its outcome being unknown, has been found in the history. */
	accepted(content: string, requestId: string): void {
		this.notAccepted(content);
		this.keepOwn(content, [...this.ownOf(content), requestId]);
	}

	/** ID keys of this execution's own orders of this content. */
	ownIds(content: string): readonly string[] {
		return this.ownOf(content).map(comparableId);
	}

	private ownOf(content: string): string[] {
		if (!Object.prototype.hasOwnProperty.call(this.own, content)) return [];
		return [this.own[content] ?? []].flat();
	}

	private keepOwn(content: string, ids: readonly string[]): void {
		const [only, ...more] = ids;
		if (only === undefined) delete this.own[content];
		else this.own[content] = more.length > 0 ? [...ids] : only;
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

/** Where an older version of the node began the execution: 32 digits of the hash. */
function withShortNames<T>(own: Record<string, T>): Record<string, T> {
	const entries = Object.entries(own);
	if (!entries.some(([content]) => OLD_NAME.test(content))) return own;
	return Object.fromEntries(
		entries.map(([content, ids]) => [content.replace(OLD_NAME, shortHash), ids]),
	);
}

const OLD_NAME = /^[0-9a-f]{32}$/;
