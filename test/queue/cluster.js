const { randomBytes } = require('node:crypto');
const fs = require('node:fs/promises');
const path = require('node:path');

const { installPackage, packProject } = require('../host/communityPackage');
const { n8nEnvironment } = require('../host/environment');
const { ensureHost } = require('../host/install');
const { startN8n } = require('../host/n8n');
const { n8nScript, nodeBinary } = require('../host/paths');
const { findFreePort } = require('../host/ports');
const { RestClient } = require('../host/rest');
const { ensureServices } = require('./debian');
const { startProcess } = require('./process');
const { startPostgres, startRedis } = require('./services');

/** Executions that a worker runs at a time. */
const SLOTS_PER_WORKER = 5;

/** How soon a worker that died is missed; n8n's own are 60 and 30 seconds. */
const MISSED_AFTER = {
	QUEUE_WORKER_LOCK_DURATION: '20000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '4000',
	QUEUE_WORKER_STALLED_INTERVAL: '4000',
};

/** A production n8n: main, workers, Redis, PostgreSQL, and the packed node in each of them. */
class Cluster {
	/** @type {(() => Promise<unknown>)[]} */
	#endings = [];
	#folder;
	#log;
	#tarball;
	#env;

	constructor(folder, log) {
		this.#folder = folder;
		this.#log = log;
	}

	/** @param {string} name */
	async #makeFolder(name) {
		const folder = path.join(this.#folder, name);
		await fs.mkdir(folder, { recursive: true });
		return folder;
	}

	/** @param {string} name */
	async #makeUserFolder(name) {
		const userFolder = await this.#makeFolder(name);
		// A workflow's relative path begins in the folder in which n8n was started.
		await this.#makeFolder(path.join(name, '.n8n-files'));
		await installPackage({ tarball: this.#tarball, userFolder, log: this.#log });
		return userFolder;
	}

	async start() {
		const log = this.#log;
		const { postgresFolder } = await ensureServices(log);
		await ensureHost({ log });
		this.#tarball = await packProject({
			destination: await this.#makeFolder('packed'),
			build: false,
			log,
		});
		const redis = await startRedis(await this.#makeFolder('redis'));
		this.#endings.unshift(redis.stop);
		const postgres = await startPostgres(await this.#makeFolder('postgres'), postgresFolder, log);
		this.#endings.unshift(postgres.stop);
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
			...MISSED_AFTER,
		};
		this.main = await startN8n({
			userFolder: await this.#makeUserFolder('main'),
			env: this.#env,
			log,
		});
		this.#endings.unshift(this.main.stop);
		this.client = new RestClient(this.main);
		await this.client.setUpOwner();
	}

	/**
	 * Starts a worker with files of its own, or again one that has ended.
	 *
	 * @param {string} name
	 */
	async startWorker(name) {
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
					{ ...this.#env, QUEUE_HEALTH_CHECK_PORT: String(healthPort) },
				),
			},
			logFile: path.join(userFolder, 'n8n.log'),
			ready: /n8n worker is now ready/,
		});
		this.#endings.unshift(worker.stop);
		return { ...worker, name };
	}

	/** Ends everything that was started, in the reverse order, each by its own process ID. */
	async stop() {
		for (const end of this.#endings.splice(0)) await end();
	}
}

module.exports = { Cluster, SLOTS_PER_WORKER };
