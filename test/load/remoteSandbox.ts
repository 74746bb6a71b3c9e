import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import type { SandboxOptions } from '../sandbox';
import { z, type Schema } from '../support/json';
import { TYPESCRIPT_ARGS } from '../support/nodeArgs';

/** What the load test reads of a record. */
const recordsSchema = z.array(
	z.object({ phase: z.string(), accepted: z.boolean(), requestId: z.string().nullable() }),
);

export interface RemoteSandbox {
	url: string;
	requests: () => Promise<z.infer<typeof recordsSchema>>;
	configure: (changes: object) => Promise<void>;
	/** Ends a job that is under way. */
	finish: (requestId: string) => Promise<void>;
	reset: () => Promise<void>;
	close: () => Promise<void>;
}

/**
 * Starts a sandbox in another process; it ends with this one.
 *
 * @param options functions excepted
 */
export async function startRemoteSandbox(options: SandboxOptions): Promise<RemoteSandbox> {
	const file = path.join(__dirname, 'sandboxProcess.ts');
	const child = fork(file, [JSON.stringify(options)], { execArgv: TYPESCRIPT_ARGS });
	const ended = once(child, 'exit').then(() => {
		throw new Error('The sandbox ended before it had started');
	});
	const started: unknown[] = await Promise.race([once(child, 'message'), ended]);
	const { url } = z.object({ url: z.string() }).parse(started[0]);
	const control = async <T>(
		[method, route, body]: [method: string, route: string, body?: object],
		schema: Schema<T>,
	): Promise<T> => {
		const response = await fetch(`${url}/_sandbox/${route}`, {
			method,
			...(body && {
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			}),
		});
		if (!response.ok) throw new Error(`${method} ${route}: ${await response.text()}`);
		return schema.parse(await response.json());
	};
	return {
		url,
		requests: async () => await control(['GET', 'requests'], recordsSchema),
		configure: async (changes) => void (await control(['POST', 'configure', changes], z.unknown())),
		finish: async (requestId) => void (await control(['POST', `finish/${requestId}`], z.unknown())),
		reset: async () => void (await control(['POST', 'reset'], z.unknown())),
		close: async () => {
			child.disconnect();
			await once(child, 'exit');
		},
	};
}
