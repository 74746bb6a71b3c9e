import { z } from 'zod';

/** Hosts whose share links open a page, not a file. */
const SHARE_HOSTS: ReadonlyArray<{ name: string; pattern: RegExp }> = [
	{ name: 'Google Drive', pattern: /^(drive|docs)\.google\.com$/ },
	{ name: 'Google Photos', pattern: /^photos\.(google\.com|app\.goo\.gl)$/ },
	{ name: 'Dropbox', pattern: /^(www\.)?dropbox\.com$/ },
	{ name: 'OneDrive', pattern: /^(1drv\.ms|onedrive\.live\.com|.+\.sharepoint\.com)$/ },
	{ name: 'Box', pattern: /^(.+\.)?box\.com$/ },
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

/** Addresses of the file itself on the hosts of share pages, by parameter: Dropbox, Drive, OneDrive, SharePoint. */
const DIRECT_PARAMETERS: Readonly<Record<string, RegExp>> = {
	dl: /^1$/,
	raw: /^1$/,
	download: /^1$/,
	export: /^(download|view)$/,
	rm: /^box_download_shared_file$/,
};

/** The same by path: Drive, OneDrive and SharePoint, Box. */
const DIRECT_PATHS =
	/^\/(u\/\d+\/)?(uc|thumbnail)$|^\/download(\.aspx)?$|\/_layouts\/15\/download\.aspx$|^\/shared\/static\/|\/(root|items\/[^/]+)\/content$/i;

/** Whether an address on a share page's host is one of the file itself. */
function isDirectDownload({ pathname, searchParams }: URL): boolean {
	if (DIRECT_PATHS.test(pathname)) return true;
	return Object.entries(DIRECT_PARAMETERS).some(([name, values]) =>
		values.test(searchParams.get(name) ?? ''),
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

/** @param label the media field's label; its URL parameter is called "<label> URL" */
export function mediaUrlSchema(label: string): z.ZodTypeAny {
	const message = `${label} URL must be a public URL that starts with http:// or https://`;
	return z.string({ message }).superRefine((value, context) => {
		const objection = mediaUrlObjection(value);
		if (objection) context.addIssue({ code: 'custom', message: `${label} URL ${objection}` });
	});
}
