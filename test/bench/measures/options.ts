import type { Rounds } from '../inTurn';

export interface MeasureOptions {
	/** How often each way is measured. */
	rounds: Rounds;
	/** Progress, line by line. */
	say: (line: string) => void;
}
