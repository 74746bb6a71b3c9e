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

/**
 * The end of a description. Only of an order's own refusal it is known what that cost: around a free
 * call the execution may have paid for other videos.
 */
export function uncharged({ said, model, requestId }: CallFacts): string {
	const isOrder = model !== undefined && requestId === undefined;
	return `${isOrder ? ' Nothing was charged for this order.' : ''}${quoted(said)}`;
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

const outOfCredits: Refusal = (facts) => ({
	code: 'insufficient-credits',
	message: 'The Segmind account has not enough credits for this video',
	description: `Add credits at platform.segmind.com, or choose a shorter Duration, a lower Quality or a cheaper Model.${uncharged(facts)}`,
	failure: { cause: 'quota-exhausted' },
});

const spendLimit: Refusal = (facts) => ({
	code: 'spend-limit',
	message: "The Segmind team's spend limit is reached",
	description: `Raise the limit in the Segmind console.${uncharged(facts)}`,
	failure: { cause: 'quota-exhausted' },
});

const notAllowed: Refusal = ({ model, ...facts }) => ({
	code: 'not-allowed',
	message: model
		? `The Segmind account may not use ${model}`
		: 'The Segmind account may not do this',
	description: `Ask the owner of the Segmind team to allow it, or choose another Model.${uncharged({ ...facts, model })}`,
	failure: { cause: 'configuration-invalid' },
});

const unknownModel: Refusal = (facts) => ({
	code: 'unknown-model',
	message: `Segmind does not know the model ${facts.model}`,
	description: `Check the model's name${facts.isDefaultHost ? '' : " and the credential's API Base URL"}; the current list is at segmind.com/models.${uncharged(facts)}`,
});

const valueRefused: Refusal = (facts) => ({
	code: 'request-refused',
	message: 'Segmind refused a value of this request',
	description: `Check the fields, and what Extra API Fields adds.${uncharged(facts)}`,
});

const contentTypeRefused: Refusal = (facts) => ({
	code: 'content-type-refused',
	message: 'Segmind did not get the request as JSON',
	description: `Something between n8n and Segmind changes the Content-Type header; check the proxy.${uncharged(facts)}`,
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

const proxyRefused: Refusal = (facts, status) => ({
	code: 'not-reached',
	message: 'Segmind could not be reached',
	description: `The proxy between n8n and Segmind asks for a user name and a password (${status}). Check the proxy's settings of n8n.${uncharged(facts)}`,
});

/** The one transition model that Segmind's newest catalogue lists. */
const LISTED_TRANSITION = 'pixverse-5-transition';

const modelRetired: Refusal = (facts) => {
	const { model = '' } = facts;
	const isReplaced = model.includes('transition') && model !== LISTED_TRANSITION;
	return {
		code: 'model-retired',
		message: isReplaced
			? `Segmind has retired the model ${model}; ${LISTED_TRANSITION} takes its place`
			: `Segmind has retired the model ${model}`.trim(),
		description: `Choose another Model.${uncharged(facts)}`,
	};
};

const tooLarge: Refusal = (facts) => ({
	code: 'too-large',
	message: 'Segmind does not take a request of this size',
	description: `Make the file smaller, or put it where Segmind can open it and choose URL.${uncharged(facts)}`,
});

const tooManyRequests: Refusal = (facts) => ({
	code: 'rate-limited',
	message: 'Segmind allows no more requests at the moment',
	description: `Lower Max Concurrent Jobs, spread the runs, or ask Segmind for a higher rate limit.${uncharged(facts)}`,
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
