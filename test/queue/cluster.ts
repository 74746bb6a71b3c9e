import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

import { installPackage, packProject, type Log } from '../host/communityPackage';
import { n8nEnvironment } from '../host/environment';
import { ensureHost } from '../host/install';
import type { LoggedProcess } from '../host/loggedProcess';
import { startN8n, type RunningN8n } from '../host/n8n';
import { n8nScript, nodeBinary } from '../host/paths';
import { findFreePort } from '../host/ports';
import { RestClient } from '../host/rest';
import { Endings } from '../support/endings';
import { ensureServices } from './debian';
import { startProcess } from './process';
import { startPostgres, startRedis } from './services';

/** Executions that a worker runs at a time. */
export const SLOTS_PER_WORKER = 5;

/**
 * A worker that died is missed when its hold on a job ends (n8n's own: after a minute). Longer than
 * these tests, so that one that is started again always comes first, however slow the machine: it
 * finds its execution itself and ends it as crashed, to be retried. When it is missed, n8n 2.41
 * writes an empty error over that.
 */
const HOLDS_JOBS_MS = 60 * 60_000;

const LOOKS_AFTER_WORKERS = {
	QUEUE_WORKER_LOCK_RENEW_TIME: '4000',
	QUEUE_WORKER_STALLED_INTERVAL: '4000',
};

export interface Worker extends LoggedProcess {
	name: string;
}

/** A production n8n: main, workers, Redis, PostgreSQL, and the packed node in each of them. */
export class Cluster {
	readonly #endings = new Endings();
	readonly #folder: string;
	readonly #log: Log;
	#tarball = '';
	#main: RunningN8n | undefined;
	#mainFolder = '';
	#env: Record<string, string> = {};

	constructor(folder: string, log: Log) {
		this.#folder = folder;
		this.#log = log;
	}

	async #makeFolder(name: string) {
		const folder = path.join(this.#folder, name);
		await fs.mkdir(folder, { recursive: true });
		return folder;
	}

	async #makeUserFolder(name: string) {
		const userFolder = await this.#makeFolder(name);
		// A workflow's relative path begins in the folder in which n8n was started.
		await this.#makeFolder(path.join(name, '.n8n-files'));
		await installPackage({ tarball: this.#tarball, userFolder, log: this.#log });
		return userFolder;
	}

	/** Starts all but the workers. */
	async start(): Promise<RestClient> {
		const log = this.#log;
		const { postgresFolder } = await ensureServices(log);
		await ensureHost({ log });
		this.#tarball = await packProject({
			destination: await this.#makeFolder('packed'),
			build: false,
			log,
		});
		const redis = await startRedis(await this.#makeFolder('redis'));
		this.#endings.add(redis.stop);
		const postgres = await startPostgres(await this.#makeFolder('postgres'), postgresFolder, log);
		this.#endings.add(postgres.stop);
		this.#env = {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redis.port),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(postgres.port),
			DB_POSTGRESDB_USER: postgres.user,
			DB_POSTGRESDB_DATABASE: postgres.database,
			N8N_ENCRYPTION_KEY: randomBytes(16).toString('hex'),
			...LOOKS_AFTER_WORKERS,
		};
		this.#mainFolder = await this.#makeUserFolder('main');
		const main = await this.#startMain();
		this.#endings.add(async () => await this.#main?.stop());
		const client = new RestClient(main);
		await client.setUpOwner();
		return client;
	}

	async #startMain(samePort?: number): Promise<RunningN8n> {
		const options = { userFolder: this.#mainFolder, env: this.#env, log: this.#log };
		this.#main = await startN8n({ ...options, ...(samePort !== undefined && { samePort }) });
		return this.#main;
	}

	/**
	 * Ends the main process, and starts it again under the same address.
	 *
	 * @param whileDown what happens in between
	 */
	async restartMain(end: 'stop' | 'kill9', whileDown: () => Promise<void>): Promise<void> {
		await this.#main?.[end]();
		await whileDown();
		await this.#startMain(this.#main?.port);
	}

	/**
	 * Starts a worker with files of its own, or again one that has ended.
	 *
	 * @param options `holdsJobsMs` after its death
	 */
	async startWorker(
		name: string,
		{ holdsJobsMs = HOLDS_JOBS_MS }: { holdsJobsMs?: number } = {},
	): Promise<Worker> {
		const userFolder = await this.#makeUserFolder(name);
		const port = await findFreePort();
		const brokerPort = await findFreePort(0, [port]);
		const healthPort = await findFreePort(0, [port, brokerPort]);
		const worker = await startProcess({
			title: name,
			command: nodeBinary,
			args: [n8nScript, 'worker', `--concurrency=${SLOTS_PER_WORKER}`],
			spawn: {
				cwd: userFolder,
				env: n8nEnvironment(
					{ userFolder, port, brokerPort },
					{
						...this.#env,
						QUEUE_HEALTH_CHECK_PORT: String(healthPort),
						QUEUE_WORKER_LOCK_DURATION: String(holdsJobsMs),
					},
				),
			},
			logFile: path.join(userFolder, 'n8n.log'),
			ready: /n8n worker is now ready/,
		});
		this.#endings.add(worker.stop);
		return { ...worker, name };
	}

	/** Ends everything that was started, in the reverse order, each by its own process ID. */
	async stop(): Promise<void> {
		await this.#endings.run();
	}
}
