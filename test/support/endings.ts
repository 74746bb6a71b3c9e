/** What was started, to be ended in the reverse order. */
export class Endings {
	#endings: Array<() => Promise<unknown>> = [];

	add(ending: () => Promise<unknown>): void {
		this.#endings.unshift(ending);
	}

	/** Ends each once, also where this is called again. */
	async run(): Promise<void> {
		for (const ending of this.#endings.splice(0)) await ending();
	}

	/** Does the work, and ends what it has added by then where it fails. */
	async orAfterFailure<T>(work: () => Promise<T>): Promise<T> {
		try {
			return await work();
		} catch (error) {
			await this.run();
			throw error;
		}
	}
}
