import { quoted, type Problem } from '../../domain/problem';
import { isSafePathSegment } from './hosts';

/** What was being done, as it stands in a message. */
export interface CallFacts {
	/** "start the job", "ask for the job's status" … */
	doing: string;
	model?: string;
	requestId?: string;
	/** What Segmind said, already without the key. */
	said?: string;
	/** Whether the credential names Segmind's own host. */
	isDefaultHost: boolean;
}

const CREDITS =
	/insufficient credit|not enough credit|out of credits|payment required|insufficient balance/i;
const SPEND_LIMIT = /spend(ing)? limit|budget/i;
const CONTENT_TYPE = /content.?type/i;

function wrongBaseUrl(facts: CallFacts, httpCode: number): Problem {
	return {
		code: 'wrong-base-url',
		message: 'The API Base URL does not lead to Segmind',
		description: `The address answered with ${httpCode} to "${facts.doing}". Set the credential's API Base URL to https://api.segmind.com, or to your proxy or sandbox.${quoted(facts.said)}`,
		httpCode,
	};
}

function outOfCredits(facts: CallFacts, httpCode: number): Problem {
	return {
		code: 'insufficient-credits',
		message: 'The Segmind account has not enough credits for this video',
		description: `Add credits at platform.segmind.com, or choose a shorter Duration, a lower Quality or a cheaper Model. Nothing was charged.${quoted(facts.said)}`,
		httpCode,
		failure: { cause: 'quota-exhausted' },
	};
}

function valueRefused(facts: CallFacts, httpCode: number): Problem {
	return {
		code: 'request-refused',
		message: 'Segmind refused a value of this request',
		description: `Check the fields, and what Extra API Fields adds. Nothing was charged.${quoted(facts.said)}`,
		httpCode,
	};
}

/**
 * The problem behind an HTTP status, by what Segmind documents for it
 * (docs.segmind.com serverless-api, status codes; only 200 is billed).
 */
export function refusalOf(status: number, facts: CallFacts): Problem {
	const problem = judge(status, facts);
	return { ...problem, model: facts.model, requestId: facts.requestId };
}

function judge(status: number, facts: CallFacts): Problem {
	const said = facts.said ?? '';
	const { model } = facts;
	if (status >= 300 && status < 400) return wrongBaseUrl(facts, status);
	switch (status) {
		case 401:
			return {
				code: 'key-refused',
				message: 'Segmind does not accept the API key',
				description: `Open the credential and paste a key from platform.segmind.com/api-keys. A key from platform.pixverse.ai does not work here.${quoted(said)}`,
				httpCode: status,
				failure: { cause: 'credential-invalid' },
			};
		case 402:
			return outOfCredits(facts, status);
		case 403:
			return {
				code: 'not-allowed',
				message: model
					? `The Segmind account may not use ${model}`
					: 'The Segmind account may not do this',
				description: `Ask the owner of the Segmind team to allow it, or choose another Model. Nothing was charged.${quoted(said)}`,
				httpCode: status,
			};
		case 404:
			if (!model) return wrongBaseUrl(facts, status);
			return {
				code: 'unknown-model',
				message: `Segmind does not know the model ${model}`,
				description: `Check the model's name${facts.isDefaultHost ? '' : " and the credential's API Base URL"}; the current list is at segmind.com/models. Nothing was charged.${quoted(said)}`,
				httpCode: status,
			};
		case 405:
			return wrongBaseUrl(facts, status);
		case 406:
			if (CONTENT_TYPE.test(said)) {
				return {
					...valueRefused(facts, status),
					code: 'content-type-refused',
					message: 'Segmind did not get the request as JSON',
					description: `Something between n8n and Segmind changes the Content-Type header; check the proxy. Nothing was charged.${quoted(said)}`,
				};
			}
			if (SPEND_LIMIT.test(said)) {
				return {
					code: 'spend-limit',
					message: "The Segmind team's spend limit is reached",
					description: `Raise the limit in the Segmind console. Nothing was charged.${quoted(said)}`,
					httpCode: status,
					failure: { cause: 'quota-exhausted' },
				};
			}
			return CREDITS.test(said) || /credits/i.test(said)
				? outOfCredits(facts, status)
				: valueRefused(facts, status);
		case 410:
			return {
				code: 'model-retired',
				message: `Segmind has retired the model ${model ?? ''}`.trim(),
				description: `Choose another Model${model?.includes('transition') ? ', e.g. pixverse-5-transition' : ''}. Nothing was charged.${quoted(said)}`,
				httpCode: status,
			};
		case 413:
			return {
				code: 'too-large',
				message: 'Segmind does not take a request of this size',
				description: `Make the file smaller, or put it where Segmind can open it and choose URL. Nothing was charged.${quoted(said)}`,
				httpCode: status,
			};
		case 429:
			return {
				code: 'rate-limited',
				message: 'Segmind allows no more requests at the moment',
				description: `Lower Max Concurrent Jobs, spread the runs, or ask Segmind for a higher rate limit. Nothing was charged.${quoted(said)}`,
				httpCode: status,
				failure: { cause: 'rate-limited' },
			};
		case 400:
		case 422:
			return valueRefused(facts, status);
		default:
			if (status >= 500) {
				return {
					code: 'segmind-down',
					message: `Segmind could not ${facts.doing}`,
					description: `Its server answered with ${status}. Try again in a few minutes.${quoted(said)}`,
					httpCode: status,
					failure: { cause: 'temporarily-unavailable' },
				};
			}
			return {
				code: 'unexpected-answer',
				message: `Segmind gave an answer that was not expected when asked to ${facts.doing}`,
				description: `The status was ${status}. Check the credential's API Base URL; it must lead to Segmind's API.${quoted(said)}`,
				httpCode: status,
			};
	}
}

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
		description: `The request to ${facts.doing} never left n8n (${reason}). Check the network, the proxy and the credential's API Base URL. Nothing was charged.`,
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
