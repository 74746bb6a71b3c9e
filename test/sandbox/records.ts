import { readDataUrl, sha256 } from './account/assets';
import type { FaultKind } from './faults/parameters';
import { maskKeys } from './keys';
import type { Phase } from './phases';

/** Longer texts in a recorded body are kept as their length and hash. */
const LONGEST_TEXT = 8192;

/** One request, as it came and what became of it. */
export interface RequestRecord {
	/** From 0, in order of arrival. */
	n: number;
	/** When its headers arrived, ms since 1970 on the sandbox's clock. */
	at: number;
	/** When the answer was out or the connection gone. */
	endedAt: number | null;
	method: string;
	/** Without query. */
	path: string;
	query: Record<string, string>;
	/** As the client wrote it. */
	host: string;
	phase: Phase;
	/** Of a submit or sync request. */
	slug: string | null;
	/** Of the job that it makes or asks about. */
	requestId: string | null;
	/** What x-api-key held. */
	key: 'valid' | 'invalid' | 'none';
	/** A valid key was anywhere in the address, the headers or the body. */
	keySeen: boolean;
	/** As sent, key included: only in the process itself. */
	headers: Record<string, string>;
	/** Parsed JSON; data URLs as { type, length, sha256 }; null without body. */
	body: unknown;
	/** Null while, or because, nothing was answered. */
	status: number | null;
	/** The kind of the fault that was applied. */
	fault: FaultKind | null;
	/** A job was made: this is what costs money. */
	accepted: boolean;
}

function abbreviated(value: unknown): unknown {
	if (typeof value === 'string') {
		const file = value.startsWith('data:') ? readDataUrl(value) : null;
		if (file) {
			return { type: file.contentType, length: file.bytes.length, sha256: sha256(file.bytes) };
		}
		if (value.length <= LONGEST_TEXT) return value;
		return { length: value.length, sha256: sha256(value) };
	}
	if (Array.isArray(value)) return value.map(abbreviated);
	if (value !== null && typeof value === 'object') {
		return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, abbreviated(one)]));
	}
	return value;
}

/** A body as it is kept in a record; `parsed` is undefined when it is no JSON. */
export function recordedBody(raw: Buffer, parsed: unknown): unknown {
	if (raw.length === 0) return null;
	return abbreviated(parsed === undefined ? raw.toString('utf8') : parsed);
}

/** A value's JSON that may be shown anywhere: no API key is left in it. */
export const jsonWithoutKeys = (value: unknown, apiKeys: readonly string[]): string =>
	maskKeys(JSON.stringify(value), apiKeys);

const twoDigits = (value: number) => String(value).padStart(2, '0');

function timeOfDay(ms: number): string {
	const date = new Date(ms);
	return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
}

/** A request in one line, for people. */
export function recordLine(record: RequestRecord, apiKeys: readonly string[]): string {
	const parts = [timeOfDay(record.at), record.method, record.path, record.status ?? 'no answer'];
	if (record.accepted) parts.push(`accepted ${record.requestId}`);
	if (record.fault) parts.push(`fault ${record.fault}`);
	return maskKeys(parts.join(' '), apiKeys);
}
