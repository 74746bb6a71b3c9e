import type { Outcome } from '../../domain/outcome';
import { CLOCK_TOLERANCE_MS } from '../history/collect';
import type { JobClaims, RecordedFile } from './claims';
import { EqualJobs, type ComparedOrder, type RecordedJob } from './equalJobs';

/** Recorded files that are read at a time. */
const FILES_AT_A_TIME = 3;

/** A file of an order, as it would be uploaded. */
export interface OrderedFile {
	sha256: string;
	bytes: number;
}

/** An order that would need a submit, or whose submit had an unknown outcome. */
export interface ReuseOrder extends ComparedOrder {
	/** Hash of what is ordered. */
	content: string;
	/** By API name of the field. */
	files: Readonly<Record<string, OrderedFile>>;
	/** When it was sent with an unknown outcome; absent where it was not sent. */
	sentAtMs?: number;
}

/** A recorded file, as far as it was read. */
type FileRead = { kind: 'file'; file: RecordedFile };

/** What looking for equal jobs needs of the outside; both are free. */
export interface ReusePort<J extends RecordedJob> {
	/** All jobs since then, a little earlier for the clocks, each once; a problem where it cannot be read. */
	jobsSince(fromMs: number): Promise<Outcome<{ kind: 'jobs'; jobs: readonly J[] }>>;
	/** Reads a public file and hashes it; nothing but its length where that is not `bytes`. */
	readFile(address: string, bytes: number): Promise<Outcome<FileRead>>;
}

/**
 * Finds for each order an equal job that nobody of this execution has taken, and takes it: reads
 * the history once, whatever the number of orders. Orders with an unknown outcome are settled first.
 *
 * @returns one entry per order, undefined where none equals it; a problem where the history or a
 *   recorded file cannot be read, and then nothing may be sent
 */
export async function takeUpEqualJobs<J extends RecordedJob>(
	port: ReusePort<J>,
	claims: JobClaims,
	fromMs: number,
	orders: readonly ReuseOrder[],
): Promise<Outcome<{ kind: 'found'; jobs: Array<J | undefined> }>> {
	const sentAtMs = orders.flatMap((order) => order.sentAtMs ?? []);
	const read = await port.jobsSince(Math.min(fromMs, ...sentAtMs));
	if (read.kind !== 'jobs') return read;
	const alreadyTaken = claims.taken();
	const search: Search<J> = {
		port,
		claims,
		fromMs,
		listed: new Set(read.jobs.map(({ idKey }) => idKey)),
		free: new EqualJobs(
			read.jobs.filter(({ isUsable, idKey }) => isUsable && !alreadyTaken.has(idKey)),
		),
		reading: new Map(),
		taken: [],
	};
	const found = await takeAll(search, orders);
	for (const { idKey, settles } of search.taken) {
		// Nothing is taken up after all: a job that stayed claimed would serve nobody.
		if (found.kind !== 'found') claims.release(idKey);
		else if (settles !== undefined) claims.accepted(settles, idKey);
	}
	return found;
}

async function takeAll<J extends RecordedJob>(
	search: Search<J>,
	orders: readonly ReuseOrder[],
): Promise<Outcome<{ kind: 'found'; jobs: Array<J | undefined> }>> {
	const jobs = new Array<J | undefined>(orders.length).fill(undefined);
	const isUnknown = (order: ReuseOrder) => order.sentAtMs !== undefined;
	const inTurn = [...orders.entries()].sort(
		([, a], [, b]) => Number(isUnknown(b)) - Number(isUnknown(a)),
	);
	for (const [index, order] of inTurn) {
		const found = await takeOne(search, order);
		if (found.kind !== 'searched') return found;
		jobs[index] = found.job;
	}
	return { kind: 'found', jobs };
}

interface Search<J extends RecordedJob> {
	port: ReusePort<J>;
	claims: JobClaims;
	fromMs: number;
	/** ID keys of all rows that were read. */
	listed: ReadonlySet<string>;
	/** The rows that nobody of this execution has taken. */
	free: EqualJobs<J>;
	/** Files that are being read, by address and wanted length: jobs are compared side by side. */
	reading: Map<string, Promise<Outcome<FileRead>>>;
	/** What this look has taken; `settles` is the content of an order with an unknown outcome. */
	taken: Array<{ idKey: string; settles: string | undefined }>;
}

type Searched<J> = Outcome<{ kind: 'searched'; job: J | undefined }>;

async function takeOne<J extends RecordedJob>(
	search: Search<J>,
	order: ReuseOrder,
): Promise<Searched<J>> {
	const { claims, free } = search;
	const isSettling = order.sentAtMs !== undefined;
	const sinceMs = (order.sentAtMs ?? search.fromMs) - CLOCK_TOLERANCE_MS;
	const rows = free.find(order).filter((job) => job.createdAtMs >= sinceMs);
	const hidden = isSettling ? 0 : ownWithoutId(search, order.content);
	const found = await firstWithSameFiles(search, order, rows, hidden);
	if (found.kind !== 'searched' || !found.job) return found;
	const { idKey } = found.job;
	free.remove(found.job);
	claims.claim(idKey);
	search.taken.push({ idKey, settles: isSettling ? order.content : undefined });
	return found;
}

/** How many of the newest equal rows count as this execution's own, since none is known by its ID. */
function ownWithoutId<J extends RecordedJob>(
	{ claims, listed, taken }: Search<J>,
	content: string,
): number {
	const ownIds = claims.ownIds(content);
	const isKnown = taken.some(({ settles }) => settles === content);
	return isKnown || ownIds.some((idKey) => listed.has(idKey)) ? 0 : ownIds.length;
}

/** @param hidden how many of the newest that equal in all are not to be taken */
async function firstWithSameFiles<J extends RecordedJob>(
	search: Search<J>,
	order: ReuseOrder,
	rows: readonly J[],
	hidden: number,
): Promise<Searched<J>> {
	const equal: J[] = [];
	for (let at = 0; at < rows.length; at += FILES_AT_A_TIME) {
		const some = rows.slice(at, at + FILES_AT_A_TIME);
		const judged = await Promise.all(
			some.map(async (job) => await hasSameFiles(search, order, job)),
		);
		for (const [index, verdict] of judged.entries()) {
			if (verdict.kind !== 'compared') return verdict;
			const job = some[index];
			if (verdict.isSame && job) equal.push(job);
		}
		// Rows come oldest first: with so many behind it, the first is none of the newest.
		if (equal.length > hidden) return { kind: 'searched', job: equal[0] };
	}
	return { kind: 'searched', job: undefined };
}

async function hasSameFiles<J extends RecordedJob>(
	search: Search<J>,
	order: ReuseOrder,
	job: J,
): Promise<Outcome<{ kind: 'compared'; isSame: boolean }>> {
	for (const [name, file] of Object.entries(order.files)) {
		const address = job.body[name];
		if (typeof address !== 'string') return { kind: 'compared', isSame: false };
		const read = await recordedFile(search, address, file.bytes);
		if (read.kind !== 'file') return read;
		if (read.file.sha256 !== file.sha256) return { kind: 'compared', isSame: false };
	}
	return { kind: 'compared', isSame: true };
}

/** Each address is read once in an execution. */
async function recordedFile<J extends RecordedJob>(
	{ port, claims, reading }: Search<J>,
	address: string,
	bytes: number,
): Promise<Outcome<FileRead>> {
	const known = claims.file(address);
	const isOnlyMeasured = known?.sha256 === undefined && known?.bytes === bytes;
	if (known && !isOnlyMeasured) return { kind: 'file', file: known };
	const key = `${bytes} ${address}`;
	const underWay = reading.get(key) ?? port.readFile(address, bytes);
	reading.set(key, underWay);
	const read = await underWay;
	if (read.kind === 'file') claims.fileRead(address, read.file);
	return read;
}
