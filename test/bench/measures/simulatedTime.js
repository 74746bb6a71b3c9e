'use strict';

/** A clock for the node's code whose waits take no time: it jumps from one wake-up to the next. */
class SimulatedTime {
	#nowMs = 0;
	#sleepers = new Set();

	now() {
		return this.#nowMs;
	}

	sleep(durationMs, signal) {
		if (signal?.aborted) return Promise.resolve();
		return new Promise((resolve) => {
			const sleeper = { wakeAtMs: this.#nowMs + Math.max(0, durationMs), wake: undefined };
			const leave = () => {
				this.#sleepers.delete(sleeper);
				resolve();
			};
			sleeper.wake = () => {
				signal?.removeEventListener('abort', leave);
				leave();
			};
			this.#sleepers.add(sleeper);
			signal?.addEventListener('abort', leave, { once: true });
		});
	}

	/** Runs until `work` has ended. */
	async run(work) {
		let isOver = false;
		const result = work.finally(() => (isOver = true));
		while (!isOver) {
			// Everything that can go on without time passing does so first.
			await new Promise((resolve) => setImmediate(resolve));
			if (isOver) break;
			const [next] = [...this.#sleepers].sort((a, b) => a.wakeAtMs - b.wakeAtMs);
			if (!next) continue;
			this.#nowMs = Math.max(this.#nowMs, next.wakeAtMs);
			next.wake();
		}
		return await result;
	}
}

module.exports = { SimulatedTime };
