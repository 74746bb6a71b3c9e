import { quoted, type Problem } from '../../domain/problem';

/** What was being done, as it stands in a message. */
export interface CallFacts {
	/** "start the job", "ask for the job's status" … */
	doing: string;
	model?: string | undefined;
	requestId?: string | undefined;
	/** What Segmind said, already without the key. */
	said?: string | undefined;
	/** Whether the credential names Segmind's own host. */
	isDefaultHost: boolean;
}

/** The end of a description. A question about a job that was ordered says nothing of its price. */
export function uncharged({ said, requestId }: Pick<CallFacts, 'said' | 'requestId'>): string {
	return `${requestId === undefined ? ' Nothing was charged.' : ''}${quoted(said)}`;
}

type Refusal = (facts: CallFacts, status: number) => Problem;

const wrongBaseUrl: Refusal = ({ doing, said }, status) => ({
	code: 'wrong-base-url',
	message: 'The API Base URL does not lead to Segmind',
	description: `The address answered with ${status} to "${doing}". Set the credential's API Base URL to https://api.segmind.com, or to your proxy or sandbox.${quoted(said)}`,
	failure: { cause: 'configuration-invalid' },
});

const keyRefused: Refusal = ({ said }) => ({
	code: 'key-refused',
	message: 'Segmind does not accept the API key',
	description: `Open the credential and paste a key from platform.segmind.com/api-keys. A key from platform.pixverse.ai does not work here.${quoted(said)}`,
	failure: { cause: 'credential-invalid' },
});

const outOfCredits: Refusal = ({ said, requestId }) => ({
	code: 'insufficient-credits',
	message: 'The Segmind account has not enough credits for this video',
	description: `Add credits at platform.segmind.com, or choose a shorter Duration, a lower Quality or a cheaper Model.${uncharged({ said, requestId })}`,
	failure: { cause: 'quota-exhausted' },
});

const spendLimit: Refusal = ({ said, requestId }) => ({
	code: 'spend-limit',
	message: "The Segmind team's spend limit is reached",
	description: `Raise the limit in the Segmind console.${uncharged({ said, requestId })}`,
	failure: { cause: 'quota-exhausted' },
});

const notAllowed: Refusal = ({ model, said, requestId }) => ({
	code: 'not-allowed',
	message: model
		? `The Segmind account may not use ${model}`
		: 'The Segmind account may not do this',
	description: `Ask the owner of the Segmind team to allow it, or choose another Model.${uncharged({ said, requestId })}`,
	failure: { cause: 'configuration-invalid' },
});

const unknownModel: Refusal = ({ model, isDefaultHost, said, requestId }) => ({
	code: 'unknown-model',
	message: `Segmind does not know the model ${model}`,
	description: `Check the model's name${isDefaultHost ? '' : " and the credential's API Base URL"}; the current list is at segmind.com/models.${uncharged({ said, requestId })}`,
});

const valueRefused: Refusal = ({ said, requestId }) => ({
	code: 'request-refused',
	message: 'Segmind refused a value of this request',
	description: `Check the fields, and what Extra API Fields adds.${uncharged({ said, requestId })}`,
});

const contentTypeRefused: Refusal = ({ said, requestId }) => ({
	code: 'content-type-refused',
	message: 'Segmind did not get the request as JSON',
	description: `Something between n8n and Segmind changes the Content-Type header; check the proxy.${uncharged({ said, requestId })}`,
});

/** Segmind's 406 stands for four causes; only its words tell them apart. */
const REFUSED_BODIES: ReadonlyArray<{ words: RegExp; refusal: Refusal }> = [
	{ words: /content.?type/i, refusal: contentTypeRefused },
	{ words: /spend(ing)? limit|budget/i, refusal: spendLimit },
	{
		words: /credits|(insufficient|not enough) credit|insufficient balance|payment required/i,
		refusal: outOfCredits,
	},
];

const refusedBody: Refusal = (facts, status) => {
	const found = REFUSED_BODIES.find(({ words }) => words.test(facts.said ?? ''));
	return (found?.refusal ?? valueRefused)(facts, status);
};

const proxyRefused: Refusal = ({ said, requestId }, status) => ({
	code: 'not-reached',
	message: 'Segmind could not be reached',
	description: `The proxy between n8n and Segmind asks for a user name and a password (${status}). Check the proxy's settings of n8n.${uncharged({ said, requestId })}`,
});

/** The one transition model that Segmind's newest catalogue lists. */
const LISTED_TRANSITION = 'pixverse-5-transition';

const modelRetired: Refusal = ({ model = '', said, requestId }) => {
	const isReplaced = model.includes('transition') && model !== LISTED_TRANSITION;
	return {
		code: 'model-retired',
		message: isReplaced
			? `Segmind has retired the model ${model}; ${LISTED_TRANSITION} takes its place`
			: `Segmind has retired the model ${model}`.trim(),
		description: `Choose another Model.${uncharged({ said, requestId })}`,
	};
};

const tooLarge: Refusal = ({ said, requestId }) => ({
	code: 'too-large',
	message: 'Segmind does not take a request of this size',
	description: `Make the file smaller, or put it where Segmind can open it and choose URL.${uncharged({ said, requestId })}`,
});

const tooManyRequests: Refusal = ({ said, requestId }) => ({
	code: 'rate-limited',
	message: 'Segmind allows no more requests at the moment',
	description: `Lower Max Concurrent Jobs, spread the runs, or ask Segmind for a higher rate limit.${uncharged({ said, requestId })}`,
	failure: { cause: 'rate-limited' },
});

const serverFailed: Refusal = ({ doing, said }, status) => ({
	code: 'segmind-down',
	message: `Segmind could not ${doing}`,
	description: `Its server answered with ${status}. Try again in a few minutes.${quoted(said)}`,
	failure: { cause: 'temporarily-unavailable' },
});

const unexpected: Refusal = ({ doing, said }, status) => ({
	code: 'unexpected-answer',
	message: `Segmind gave an answer that was not expected when asked to ${doing}`,
	description: `The status was ${status}. Check the credential's API Base URL; it must lead to Segmind's API.${quoted(said)}`,
});

/** What Segmind documents for its statuses (docs.segmind.com serverless-api; only 200 is billed). */
const REFUSALS: Readonly<Record<number, Refusal>> = {
	400: valueRefused,
	401: keyRefused,
	402: outOfCredits,
	403: notAllowed,
	404: (facts, status) => (facts.model ? unknownModel : wrongBaseUrl)(facts, status),
	405: wrongBaseUrl,
	406: refusedBody,
	407: proxyRefused,
	410: modelRetired,
	413: tooLarge,
	422: valueRefused,
	429: tooManyRequests,
};

function ofItsKind(status: number): Refusal {
	if (status >= 300 && status < 400) return wrongBaseUrl;
	return status >= 500 ? serverFailed : unexpected;
}

/** The problem behind an HTTP status. */
export function refusalOf(status: number, facts: CallFacts): Problem {
	const { model, requestId } = facts;
	const refusal = REFUSALS[status] ?? ofItsKind(status);
	return { ...refusal(facts, status), httpCode: status, model, requestId };
}
