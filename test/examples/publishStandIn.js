'use strict';

/**
 * YouTube and Instagram (Facebook's Graph API): `world.published` lists what was published where.
 * A reel's container is ready at the second look.
 */
function publishRoutes(world) {
	let looks = 0;
	return [
		[
			/^POST \/upload\/youtube\/v3\/videos$/,
			(call) => {
				world.published.push({ on: 'youtube', ...call.json() });
				const file = { id: 'youtube-video', name: '', parents: [], bytes: Buffer.alloc(0) };
				world.files.push(file);
				return { json: {}, headers: { location: `${world.url}/resumable/${file.id}` } };
			},
		],
		[
			/^POST \/v[\d.]+\/[^/]+\/media$/,
			(call) => {
				looks = 0;
				world.container = Object.fromEntries(call.query);
				return { json: { id: 'container' } };
			},
		],
		[
			/^GET \/v[\d.]+\/container$/,
			() => {
				looks += 1;
				return { json: { id: 'container', status_code: looks > 1 ? 'FINISHED' : 'IN_PROGRESS' } };
			},
		],
		[
			/^POST \/v[\d.]+\/[^/]+\/media_publish$/,
			(call) => {
				const creationId = call.query.get('creation_id');
				world.published.push({ on: 'instagram', creationId, ...world.container });
				return { json: { id: 'reel' } };
			},
		],
	];
}

module.exports = { publishRoutes };
