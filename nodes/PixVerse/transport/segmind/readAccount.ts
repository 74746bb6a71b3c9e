import { readUrl } from './findVideoUrl';
import { member } from './member';
import { amount } from './readJob';

/*
 * Bodies about the account: its credits and files, parsed once, as liberally as jobs are.
 */

/** `{"credits":0.0,"free-credits":0.018}`, note the hyphen; undefined for any other body. */
export function readCredits(body: unknown): { credits: number; freeCredits: number } | undefined {
	const credits = amount.parse(member(body, 'credits'));
	const freeCredits =
		amount.parse(member(body, 'free-credits')) ?? amount.parse(member(body, 'free_credits'));
	if (credits === undefined && freeCredits === undefined) return undefined;
	return { credits: credits ?? 0, freeCredits: freeCredits ?? 0 };
}

/** Documentation says `urls`, Segmind's SDK `file_urls`. */
export function readUploadUrl(body: unknown): string | undefined {
	const lists = [member(body, 'file_urls'), member(body, 'urls'), body];
	const first = lists.find(Array.isArray) as unknown[] | undefined;
	return readUrl(first?.[0]) ?? readUrl(member(body, 'url')) ?? readUrl(member(body, 'file_url'));
}
