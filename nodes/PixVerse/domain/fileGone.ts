/** What a file host answers with where a file is no more, or not for everybody. */
const GONE: ReadonlyArray<number | undefined> = [403, 404, 410];

/** @param httpCode the file host's answer; undefined where none came */
export function isFileGone(httpCode: number | undefined): boolean {
	return GONE.includes(httpCode);
}
