import type { Clock } from '../../domain/clock';

/** A download that has run this long is bound by the network, and another one beside it costs little. */
const PATIENCE_MS = 150;

/** Below this a download's memory does not matter, and it need not wait for another. */
const BIG_BYTES = 8_000_000;

/**
 * Lets fast downloads of big files go one after another, and slow ones side by side. What a fast download reads
 * is garbage faster than Node collects it, so several at once only add up their memory; a slow one
 * must not hold up the others.
 */
export class DownloadQueue {
	private turn: Promise<void> = Promise.resolve();

	constructor(private readonly clock: Clock) {}

	/**
	 * Runs `download`: a big one when the one before it has ended, or has had its time alone.
	 *
	 * @param bytes its size, where the API stated it
	 */
	async run<T>(bytes: number | undefined, download: () => Promise<T>): Promise<T> {
		if (bytes === undefined || bytes < BIG_BYTES) return await download();
		const myTurn = this.turn;
		let letNextStart: () => void = () => undefined;
		this.turn = new Promise((resolve) => {
			letNextStart = resolve;
		});
		await myTurn;
		const timer = new AbortController();
		void this.clock.sleep(PATIENCE_MS, timer.signal).then(letNextStart);
		try {
			return await download();
		} finally {
			timer.abort();
			letNextStart();
		}
	}
}
