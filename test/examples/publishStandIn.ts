import { anyObject } from '../support/json';
import type { Route, Services } from './services';

/**
 * YouTube and Instagram (Facebook's Graph API): `services.published` lists what was published where.
 * A reel's container is ready at the second look.
 */
export function publishRoutes(services: Services): Route[] {
	let looks = 0;
	let container: Record<string, string> = {};
	return [
		[
			/^POST \/upload\/youtube\/v3\/videos$/,
			(call) => {
				services.published.push({ on: 'youtube', ...call.json(anyObject) });
				const id = 'youtube-video';
				const bytes = Buffer.alloc(0);
				services.files.push({ id, name: '', mimeType: 'video/mp4', parents: [], bytes });
				return { json: {}, headers: { location: `${services.url}/resumable/${id}` } };
			},
		],
		[
			/^POST \/v[\d.]+\/[^/]+\/media$/,
			(call) => {
				looks = 0;
				container = Object.fromEntries(call.query);
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
				services.published.push({ on: 'instagram', creationId, ...container });
				return { json: { id: 'reel' } };
			},
		],
	];
}
