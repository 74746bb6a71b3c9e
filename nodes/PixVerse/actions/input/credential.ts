import type { IExecuteFunctions } from 'n8n-workflow';

import type { Clock } from '../../domain/clock';
import type { N8nFiles } from '../../transport/http/request';
import { SegmindClient } from '../../transport/segmind/client';
import { isSendableKey, readHosts, type Hosts } from '../../transport/segmind/hosts';
import { ok, refusedInput, type Reading } from './result';

/** What the credential says, checked. */
export interface Connection {
	hosts: Hosts;
	/** @param stop aborts everything but submits */
	client(stop: AbortSignal): SegmindClient;
}

/** What a connection needs of n8n: a node that runs has it, and so has a trigger that polls. */
export interface Connecting {
	n8n: N8nFiles & Pick<IExecuteFunctions, 'getCredentials' | 'getNode'>;
	clock: Clock;
}

/** A credential's values, judged: a key that can be sent, and the hosts it is sent to. */
export function readCredential(data: {
	apiKey?: unknown;
	baseUrl?: unknown;
}): Reading<{ apiKey: string; hosts: Hosts }> {
	const apiKey = String(data.apiKey ?? '').trim();
	if (!apiKey) {
		return refusedInput(
			'The credential holds no API key',
			'Paste a key from platform.segmind.com/api-keys into the credential.',
		);
	}
	if (!isSendableKey(apiKey)) {
		return refusedInput(
			'The API key in the credential holds a blank or a character that no key has',
			'Copy the key again from platform.segmind.com/api-keys.',
		);
	}
	const address = readHosts(data.baseUrl === undefined ? undefined : String(data.baseUrl));
	if (address.ok) return ok({ apiKey, hosts: address.hosts });
	return refusedInput(address.message, address.advice);
}

/** Reads the credential; its problems concern the whole run. */
export async function connect(run: Connecting): Promise<Reading<Connection>> {
	if (run.n8n.getNode().credentials?.segmindApi === undefined) {
		return refusedInput(
			'No Segmind credential is chosen',
			'Open this node and choose one under "Credential to connect with", or create one there: the type is Segmind API, and the key comes from platform.segmind.com/api-keys.',
		);
	}
	const credential = readCredential(await run.n8n.getCredentials('segmindApi'));
	if (!credential.ok) return credential;
	const { apiKey, hosts } = credential.value;
	return ok({
		hosts,
		client: (stop) =>
			new SegmindClient({ context: run.n8n, clock: run.clock, hosts, apiKey, stop }),
	});
}
