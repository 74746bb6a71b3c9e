import type { IPollFunctions } from 'n8n-workflow';

import { toChoice } from '../actions/input/coerce';
import { ok, refusedInput, shownValue, type Reading } from '../actions/input/result';
import { WATCHED_EVENTS, type Watched } from '../jobs/watch/watched';
import { MODELS, OTHER_KNOWN_SLUGS } from '../models';
import { isSafePathSegment } from '../transport/segmind/hosts';
import { ANY_MODEL } from './triggerFields';

/** Every slug that the node knows: what no choice of models means. */
const KNOWN_SLUGS = [...MODELS.map(({ slug }) => slug), ...OTHER_KNOWN_SLUGS];

/** The trigger's own two parameters; an expression may give a list of models, or comma text. */
export function readWatched(n8n: Pick<IPollFunctions, 'getNodeParameter'>): Reading<Watched> {
	const typedEvent = n8n.getNodeParameter('event', 'videoFinished');
	const choice = toChoice(typedEvent, WATCHED_EVENTS) ?? 'videoFinished';
	const event = WATCHED_EVENTS.find((name) => name === choice);
	if (event === undefined) {
		return refusedInput(
			'Event must be videoFinished, jobFailed or jobFinished',
			shownValue(typedEvent),
		);
	}
	const typedModels = n8n.getNodeParameter('models', []);
	const slugs = listOf(typedModels);
	if (slugs.some((slug) => slug.toLowerCase() === ANY_MODEL)) return ok({ event, models: 'any' });
	if (!slugs.every(isSafePathSegment)) {
		return refusedInput(
			'Models must be slugs of models, e.g. pixverse-v6',
			`Choose them from the list, or give them as a list or as text with commas. ${shownValue(typedModels)}`,
		);
	}
	return ok({ event, models: slugs.length > 0 ? slugs : KNOWN_SLUGS });
}

function listOf(value: unknown): string[] {
	if (value === undefined || value === null) return [];
	if (Array.isArray(value)) return value.flatMap(listOf);
	return String(value)
		.split(/[,;\n]/)
		.map((slug) => slug.replace(/^[\s["']+|[\s\]"']+$/g, ''))
		.filter((slug) => slug !== '');
}
