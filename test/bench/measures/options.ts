export interface MeasureOptions {
	/** How often each is measured. */
	repeats: number;
	/** Progress, line by line. */
	say: (line: string) => void;
}
