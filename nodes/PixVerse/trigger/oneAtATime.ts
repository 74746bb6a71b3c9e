/** Work of which only one of a kind may be on its way in this process. */
export class OneAtATime {
	private readonly running = new Set<string>();

	/** @returns null, and does nothing, while work with the same key is on its way */
	async run<T>(key: string, work: () => Promise<T>): Promise<T | null> {
		if (this.running.has(key)) return null;
		this.running.add(key);
		try {
			return await work();
		} finally {
			this.running.delete(key);
		}
	}
}
