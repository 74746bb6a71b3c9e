'use strict';

function view({ id, name, mimeType, parents }) {
	return { id, name, mimeType, parents, webViewLink: `https://drive.google.com/file/d/${id}/view` };
}

/** The parts of a multipart/related upload: the metadata and the file. */
function partsOf(call) {
	const [, boundary] = /boundary=([^;]+)/.exec(call.headers['content-type']) ?? [];
	const marker = Buffer.from(`--${boundary}`);
	const parts = [];
	let at = call.bytes.indexOf(marker);
	for (;;) {
		const next = call.bytes.indexOf(marker, at + marker.length);
		if (next < 0) return parts;
		const part = call.bytes.subarray(at + marker.length + 2, next - 2);
		parts.push(part.subarray(part.indexOf('\r\n\r\n') + 4));
		at = next;
	}
}

/** Google Drive: `world.files` are `{ id, name, mimeType, parents, bytes }`. */
function driveRoutes(world) {
	const find = (path) => world.files.find(({ id }) => id === path.split('/').pop());
	const add = (metadata, bytes) => {
		const file = { id: world.newId(), mimeType: 'video/mp4', ...metadata, bytes };
		world.files.push(file);
		return file;
	};
	return [
		[
			/^GET \/drive\/v3\/files$/,
			(call) => {
				const query = call.query.get('q') ?? '';
				const [, folder] = /'([^']+)' in parents/.exec(query) ?? [];
				const files = world.files.filter(({ parents }) => !folder || parents.includes(folder));
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
		[
			/^POST \/upload\/drive\/v3\/files$/,
			(call) => {
				if (call.query.get('uploadType') === 'resumable') {
					const { id } = add(call.json(), Buffer.alloc(0));
					return { json: {}, headers: { location: `${world.url}/resumable/${id}` } };
				}
				const [metadata, bytes] = partsOf(call);
				return { json: view(add(JSON.parse(metadata.toString('utf8')), bytes)) };
			},
		],
		[
			/^PUT \/resumable\/[^/]+$/,
			(call) => {
				const file = find(call.path);
				file.bytes = Buffer.concat([file.bytes, call.bytes]);
				return { json: { id: file.id } };
			},
		],
		[/^PATCH \/drive\/v3\/files\/[^/]+$/, (call) => ({ json: view(find(call.path)) })],
	];
}

module.exports = { driveRoutes };
