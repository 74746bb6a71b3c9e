import { z } from 'zod';

/** Hosts whose share links open a page, not a file. */
const SHARE_HOSTS: ReadonlyArray<{ name: string; pattern: RegExp }> = [
	{ name: 'Google Drive', pattern: /^(drive|docs)\.google\.com$/ },
	{ name: 'Google Photos', pattern: /^photos\.(google\.com|app\.goo\.gl)$/ },
	{ name: 'Dropbox', pattern: /^(www\.)?dropbox\.com$/ },
	{ name: 'OneDrive', pattern: /^(1drv\.ms|onedrive\.live\.com|.+\.sharepoint\.com)$/ },
	{ name: 'Box', pattern: /^(app\.)?box\.com$/ },
	{ name: 'iCloud', pattern: /^(www\.)?icloud\.com$/ },
	{ name: 'WeTransfer', pattern: /^(www\.)?(wetransfer\.com|we\.tl)$/ },
	{ name: 'Canva', pattern: /^(www\.)?canva\.com$/ },
];

/**
 * Stands for a file that is uploaded later, so that a body can be judged before anything is sent.
 * The hash of the bytes makes two equal files equal here too.
 */
export function uploadPlaceholder(sha256: string): string {
	return `upload:sha256:${sha256}`;
}

/** Whether a body's value is such a placeholder. */
export function isUploadPlaceholder(value: unknown): value is string {
	return typeof value === 'string' && value.startsWith('upload:sha256:');
}

/** Dropbox and Google Drive have addresses of the file itself on the hosts of their share pages. */
function isDirectDownload({ searchParams }: URL): boolean {
	return (
		searchParams.get('dl') === '1' ||
		searchParams.get('raw') === '1' ||
		searchParams.get('export') === 'download'
	);
}

function parseUrl(text: string): URL | undefined {
	try {
		return new URL(text);
	} catch {
		return undefined;
	}
}

/** Why a media URL cannot work, as the end of "<Label> URL …"; undefined for one that may. */
export function mediaUrlObjection(value: string): string | undefined {
	if (isUploadPlaceholder(value)) return undefined;
	if (value === '') return 'must not be empty: give a public http or https URL, or choose Binary';
	const url = parseUrl(value);
	if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
		return 'must be a public URL that starts with http:// or https://';
	}
	if (url.username || url.password) {
		return 'must not hold a user name or password: Segmind would get it, too';
	}
	const share = SHARE_HOSTS.find(({ pattern }) => pattern.test(url.hostname));
	if (share && !isDirectDownload(url)) {
		return `is a share page of ${share.name}, not a file: download the file first and choose Binary`;
	}
	return undefined;
}

/** Whether only this machine or its network can open the URL, so that Segmind's servers cannot. */
export function isPrivateUrl(value: string): boolean {
	const host = parseUrl(value)?.hostname ?? '';
	return (
		/^(localhost|.+\.localhost|.+\.local|.+\.internal|0\.0\.0\.0)$/.test(host) ||
		/^\[(::1?|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*)\]$/.test(host) ||
		(/^[\d.]+$/.test(host) &&
			/^(127|10)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^169\.254\./.test(host))
	);
}

/** @param label the media field's label; its URL parameter is called "<label> URL" */
export function mediaUrlSchema(label: string): z.ZodTypeAny {
	const message = `${label} URL must be a public URL that starts with http:// or https://`;
	return z.string({ message }).superRefine((value, context) => {
		const objection = mediaUrlObjection(value);
		if (objection) context.addIssue({ code: 'custom', message: `${label} URL ${objection}` });
	});
}
