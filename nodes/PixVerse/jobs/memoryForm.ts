import { shortHash } from '../domain/shortHash';
import { packed, STATE, type JobRecord, type PackedRecord } from './jobRecord';

/*
 * An execution that began under an older version of the node may be retried under this one. So what
 * older versions have kept is read, and what cannot be read is never taken for nothing.
 */

/** The form that is written now. The first one had no number. */
const FORM = 2;

const NAMES: readonly unknown[] = Object.keys(STATE);
const NUMBERS: readonly unknown[] = Object.values(STATE);

interface FirstForm<Binary> {
	/** By run index, item index and 32 digits of a hash. */
	jobs?: Record<string, JobRecord<Binary>>;
	/** US dollars, by the same. */
	estimates?: Record<string, number>;
}

interface PresentForm<Binary> {
	jobs?: Record<string, PackedRecord<Binary>>;
}

/** The jobs of a context, which is in the present form afterwards. */
export function jobsIn<Binary>(context: object): Record<string, PackedRecord<Binary>> {
	if (formOf(context) === undefined) upgrade<Binary>(context);
	const kept: PresentForm<Binary> = context;
	return (kept.jobs ??= {});
}

function upgrade<Binary>(context: object): void {
	const first: FirstForm<Binary> = context;
	const { jobs = {}, estimates = {} } = first;
	const entries = Object.entries(jobs).map(([key, record]) => [
		key.replace(/[0-9a-f]{32}$/, shortHash),
		packed(record, estimates[key]),
	]);
	delete first.estimates;
	Object.assign(context, { form: FORM, jobs: Object.fromEntries(entries) });
}

/**
 * Whether a context can be read. Where it cannot, e.g. since a later version of the node has written
 * it, nobody knows what is paid, and nothing may be ordered.
 */
export function isReadable(context: object): boolean {
	const { jobs = {} }: { jobs?: object } = context;
	const records: unknown[] = Object.values(jobs);
	const form = formOf(context);
	if (form === undefined) return records.every((record) => NAMES.includes(stateOfFirst(record)));
	return form === FORM && records.every((kept) => Array.isArray(kept) && NUMBERS.includes(kept[0]));
}

function formOf(context: object): unknown {
	const { form }: { form?: unknown } = context;
	return form;
}

function stateOfFirst(record: unknown): unknown {
	return typeof record === 'object' && record !== null && 'state' in record && record.state;
}
