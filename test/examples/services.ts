// What the stand-ins of this folder share: requests, answers, and what the services hold.
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import { z, type Schema } from '../support/json';

/** A request, as a stand-in sees it. */
export interface Call {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	bytes: Buffer;
	json: <T>(schema: Schema<T>) => T;
}

export interface Answer {
	status?: number;
	headers?: Record<string, string>;
	json?: unknown;
	text?: string;
	bytes?: Buffer;
	type?: string;
}

/** What answers a request whose method and path fit, as in "GET /drive/v3/files". */
export type Route = readonly [pattern: RegExp, answer: (call: Call) => Answer];

export interface StoredFile {
	id: string;
	name: string;
	mimeType: string;
	parents: string[];
	bytes: Buffer;
}

export type Cell = string | number;

/** A message's content comes as a text, as parts, or not at all. */
const contentSchema = z
	.unknown()
	.transform((content) => (typeof content === 'string' ? content : JSON.stringify(content ?? '')));

export const messageSchema = z.object({ role: z.string(), content: contentSchema }).passthrough();

/** What was published, and where; the service's own fields beside it. */
export interface Published extends Record<string, unknown> {
	on: 'youtube' | 'instagram';
}

/** What the services hold and were told. */
export class Services {
	url = '';
	/** A sheet's rows by its name, the header first. */
	readonly sheets = new Map<string, Cell[][]>();
	/** Of the drive. */
	readonly files: StoredFile[] = [];
	/** What was put into the S3 store, by key. */
	readonly objects = new Map<string, Buffer>();
	/** What the bot sent. */
	readonly sent: Array<{ method: string; bytes: Buffer }> = [];
	/** The messages that the language model was asked with. */
	readonly chats: Array<Array<z.infer<typeof messageSchema>>> = [];
	readonly published: Published[] = [];
	/** What the language model answers without tools. */
	idea = '';
	/** What a bot's user sends. */
	photo: Buffer = Buffer.alloc(0);
	/** Where the bot's messages shall go. */
	webhook: { url: string; secret_token: string } | undefined;
	/** true: the drive takes no file. */
	isDriveDown = false;
	/** Requests that no stand-in knows: a sign that an example does something that is not tested. */
	readonly unknown: string[] = [];

	newId(): string {
		return randomUUID().replaceAll('-', '');
	}

	/** @throws Error where there is no such sheet */
	sheet(name: string): Cell[][] {
		const rows = this.sheets.get(name);
		if (!rows) throw new Error(`There is no sheet "${name}"`);
		return rows;
	}

	/** @throws Error where no file's ID stands in the text */
	fileIn(text: string): StoredFile {
		const file = this.files.find(({ id }) => text.includes(id));
		if (!file) throw new Error(`No file's ID stands in "${text}"`);
		return file;
	}

	/** As new, at the same address. */
	reset(): void {
		for (const list of [this.files, this.sent, this.chats, this.published, this.unknown]) {
			list.length = 0;
		}
		this.sheets.clear();
		this.objects.clear();
		this.webhook = undefined;
		this.isDriveDown = false;
	}
}
