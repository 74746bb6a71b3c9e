import type { SavedCredential } from '../host/n8nJson';
import type { RestClient } from '../host/rest';
import type { Sandbox } from '../sandbox';
import { z } from '../support/json';
import type { Cluster, Worker } from './cluster';
import type { Office } from './office';

const orderSchema = z.object({ prompt: z.string() });

/** What the scenarios play on, one after the other. */
export interface Scene {
	cluster: Cluster;
	/** Logs and data of all that runs. */
	folder: string;
	sandbox: Sandbox;
	workers: Worker[];
	office: Office;
	client: RestClient;
	credential: SavedCredential;
	/** Of the job that a worker died with. */
	crashedRequestId?: string;
}

/** Accepted submits whose prompt holds a text. */
export function acceptedOf(sandbox: Sandbox, text: string) {
	return sandbox
		.acceptedSubmits()
		.map(({ body, requestId }) => ({ ...orderSchema.parse(body), requestId: requestId ?? '' }))
		.filter(({ prompt }) => prompt.includes(text));
}
