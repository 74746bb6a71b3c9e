import { quoted, type Problem } from '../../domain/problem';
import { isSafePathSegment } from './hosts';
import { uncharged, type CallFacts } from './refusals';

/** An answer with a good status whose body is not what Segmind documents. */
export function unreadableAnswer(status: number, facts: CallFacts): Problem {
	return {
		code: 'unexpected-answer',
		message: `Segmind gave an answer that cannot be read when asked to ${facts.doing}`,
		description: `It was not the JSON that Segmind documents. Check the credential's API Base URL and any proxy in between.${quoted(facts.said)}`,
		httpCode: status,
		model: facts.model,
		requestId: facts.requestId,
	};
}

/** Asked for one job, the history told of another. */
export function ofAnotherJob(named: string, facts: CallFacts): Problem {
	return {
		code: 'unexpected-answer',
		message: `Segmind gave an answer that was not expected when asked to ${facts.doing}`,
		description: `It names another job: ${named.slice(0, 100)}.`,
		model: facts.model,
		requestId: facts.requestId,
	};
}

/** An answer that reads like the end of a job, and is not believed without a second look. */
export function doubtfulEnd(status: number, facts: CallFacts): Problem {
	return {
		code: 'unexpected-answer',
		message: `Segmind gave an answer that was not expected when asked to ${facts.doing}`,
		description: `It came with status ${status} and reads like an end of the job, which nothing else confirms.${quoted(facts.said)}`,
		httpCode: status,
		model: facts.model,
		requestId: facts.requestId,
	};
}

/** The API host answers, its history does not: what a proxy that forwards one host only does. */
export function historyNotThere(facts: CallFacts): Problem {
	return {
		code: 'history-unreadable',
		message: "Segmind's request history was not found",
		description: `${
			facts.isDefaultHost
				? 'Its address answered with 404. Check any proxy between n8n and api.spotprod.segmind.com.'
				: "The credential's API Base URL answered with 404 to it. With a proxy, forward /inference-request to api.spotprod.segmind.com, or set the API Base URL to https://api.segmind.com."
		}${quoted(facts.said)}`,
		httpCode: 404,
		failure: { cause: 'configuration-invalid' },
	};
}

/** Nobody could be reached; nothing was sent. */
export function notReached(reason: string, facts: CallFacts): Problem {
	return {
		code: 'not-reached',
		message: 'Segmind could not be reached',
		description: `The request to ${facts.doing} never left n8n (${reason}). Check the network, the proxy and the credential's API Base URL.${uncharged(facts)}`,
		model: facts.model,
		requestId: facts.requestId,
		failure: { cause: 'temporarily-unavailable' },
	};
}

/** The connection broke on a request that is free to repeat. */
export function connectionBroke(reason: string, facts: CallFacts): Problem {
	return {
		code: 'connection-broke',
		message: `The connection broke while n8n waited for Segmind to ${facts.doing}`,
		description: `The reason was: ${reason}. Check the network and try again.`,
		model: facts.model,
		requestId: facts.requestId,
		failure: { cause: 'temporarily-unavailable' },
	};
}

/** After a paid POST whose outcome nobody knows; `cause` says what was seen. */
export function outcomeUnknown(cause: string, facts: CallFacts): Problem {
	const { requestId } = facts;
	const search =
		'Look for it with Job > Get Many (filter by model and time), then fetch it with Job > Get';
	const way =
		requestId !== undefined && isSafePathSegment(requestId)
			? `Its request ID seems to be ${requestId}: fetch it with Job > Get. If that does not know it: ${search}.`
			: `${search}.`;
	return {
		code: 'outcome-unknown',
		message: 'The job may have been accepted by Segmind, but no usable answer came back',
		description: `${cause} It is not sent again, so that nothing is paid twice. ${way} Running the workflow anew orders it again.${quoted(facts.said)}`,
		model: facts.model,
		requestId: facts.requestId,
	};
}
