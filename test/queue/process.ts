import { setTimeout as sleep } from 'node:timers/promises';

import { startLogged, type LoggedProcess, type LoggedProcessOptions } from '../host/loggedProcess';

const READY_WITHIN_MS = 180_000;
const LOOK_EVERY_MS = 100;

export interface ServiceOptions extends LoggedProcessOptions {
	title: string;
	/** What its log says when it is ready. */
	ready: RegExp;
}

/**
 * Starts a program that runs until it is ended, and waits until its log says that it is ready.
 *
 * @throws Error with the end of its log where it does not start
 */
export async function startProcess(options: ServiceOptions): Promise<LoggedProcess> {
	const { title, ready } = options;
	const started = startLogged(options);
	const deadlineMs = Date.now() + READY_WITHIN_MS;
	while (!ready.test(started.logText())) {
		if (started.hasEnded() || Date.now() > deadlineMs) {
			await started.kill9();
			const said = started.logText().slice(-3000);
			throw new Error(`${title} did not start. Its log ends with:\n${said}`);
		}
		await sleep(LOOK_EVERY_MS);
	}
	return started;
}
