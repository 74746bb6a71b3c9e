import type { Failure } from 'n8n-workflow';

/**
 * Something that keeps an item from becoming a video, in the words that the user reads.
 * Everything below the node's surface returns these instead of throwing.
 */
export interface Problem {
	/** Stable name of this kind of problem; the README's troubleshooting has an anchor for each. */
	code: string;
	/** What happened. Never holds text of the API: n8n rewrites messages that contain e.g. ENOENT. */
	message: string;
	/** What to do now, and what the API said. */
	description: string;
	httpCode?: number;
	requestId?: string;
	videoUrl?: string;
	model?: string;
	/** n8n's own word for the cause, where it has one (n8n 2.3x and later read it). */
	failure?: Failure;
}

/** Adds what only the caller knows, e.g. the model, without changing the words. */
export function withFacts(problem: Problem, facts: Partial<Problem>): Problem {
	return { ...problem, ...facts };
}

const MAX_API_TEXT = 600;

/** Text of the API for a description: one line, of bounded length. */
export function quoted(apiText: string | undefined): string {
	const text = (apiText ?? '').replace(/\s+/g, ' ').trim();
	if (!text) return '';
	const short = text.length > MAX_API_TEXT ? `${text.slice(0, MAX_API_TEXT)}…` : text;
	return ` Segmind said: "${short}".`;
}
