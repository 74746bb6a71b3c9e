import { parseJson, z } from '../support/json';
import { elementAt } from '../support/lists';
import type { Call, Route, Services, StoredFile } from './services';

const metadataSchema = z.object({
	name: z.string(),
	mimeType: z.string().optional(),
	parents: z.array(z.string()).optional(),
});

type Metadata = z.infer<typeof metadataSchema>;

function view({ id, name, mimeType, parents }: StoredFile) {
	return { id, name, mimeType, parents, webViewLink: `https://drive.google.com/file/d/${id}/view` };
}

/** The parts of a multipart/related upload: the metadata and the file. */
function partsOf(call: Call): Buffer[] {
	const [, boundary = ''] = /boundary=([^;]+)/.exec(call.headers['content-type'] ?? '') ?? [];
	const marker = Buffer.from(`--${boundary}`);
	const parts: Buffer[] = [];
	let at = call.bytes.indexOf(marker);
	for (;;) {
		const next = call.bytes.indexOf(marker, at + marker.length);
		if (next < 0) return parts;
		const part = call.bytes.subarray(at + marker.length + 2, next - 2);
		parts.push(part.subarray(part.indexOf('\r\n\r\n') + 4));
		at = next;
	}
}

const fileAt = (services: Services, path: string) =>
	services.fileIn(elementAt(path.split('/'), -1));

/** A file in one request, or one that is announced first and sent then. */
function uploadRoutes(services: Services): Route[] {
	const add = ({ name, mimeType = 'video/mp4', parents = [] }: Metadata, bytes: Buffer) => {
		const file = { id: services.newId(), name, mimeType, parents, bytes };
		services.files.push(file);
		return file;
	};
	return [
		[
			/^POST \/upload\/drive\/v3\/files$/,
			(call) => {
				if (services.isDriveDown) {
					return { status: 403, json: { error: { message: 'The quota is exceeded' } } };
				}
				if (call.query.get('uploadType') === 'resumable') {
					const { id } = add(call.json(metadataSchema), Buffer.alloc(0));
					return { json: {}, headers: { location: `${services.url}/resumable/${id}` } };
				}
				const [metadata = '{}', bytes = Buffer.alloc(0)] = partsOf(call);
				return { json: view(add(parseJson(metadata.toString('utf8'), metadataSchema), bytes)) };
			},
		],
		[
			/^PUT \/resumable\/[^/]+$/,
			(call) => {
				const file = fileAt(services, call.path);
				file.bytes = Buffer.concat([file.bytes, call.bytes]);
				return { json: { id: file.id } };
			},
		],
	];
}

/** Google Drive; `services.files` are what it holds. */
export function driveRoutes(services: Services): Route[] {
	const find = (path: string) => fileAt(services, path);
	return [
		[
			/^GET \/drive\/v3\/files$/,
			(call) => {
				const query = call.query.get('q') ?? '';
				const [, folder] = /'([^']+)' in parents/.exec(query) ?? [];
				const files = services.files.filter(({ parents }) => !folder || parents.includes(folder));
				return { json: { files: files.map(view) } };
			},
		],
		[
			/^GET \/drive\/v3\/files\/[^/]+$/,
			(call) => {
				const file = find(call.path);
				if (call.query.get('alt') === 'media') return { bytes: file.bytes, type: file.mimeType };
				return { json: view(file) };
			},
		],
		...uploadRoutes(services),
		[/^PATCH \/drive\/v3\/files\/[^/]+$/, (call) => ({ json: view(find(call.path)) })],
	];
}
