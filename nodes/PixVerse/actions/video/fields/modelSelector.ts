import type { INodeProperties } from 'n8n-workflow';

import { modelsFor } from '../../../models';
import { estimateOfDefaults, usdText } from '../../../models/estimate';
import type { VideoModel, VideoOperation } from '../../../models/types';

/**
 * "0.044 to 2.16 USD a video, usually about 72 s (Segmind's pages, 2026-08); about 0.28 USD as the
 * fields start (estimate)".
 */
function priceAndTime(model: VideoModel, operation: VideoOperation): string {
	const price =
		'average' in model.priceUsd
			? `about ${model.priceUsd.average} USD`
			: `${model.priceUsd.from} to ${model.priceUsd.to} USD`;
	const stated = `${price} a video, usually about ${model.usualDurationS} s (Segmind's pages, ${model.asOf})`;
	if (!model.prices) return stated;
	const { usd } = estimateOfDefaults(model, operation);
	return `${stated}; ${usdText(usd)} as the fields start (estimate)`;
}

/*
 * After a change of operation n8n's editor resets a dropdown whose value it does not offer, but
 * only where its condition holds without values that are at their default, as Resource mostly is.
 */
const NOT_A_JOB = { _cnd: { not: 'job' } } as const;

/** The dropdown of an operation's models; each option says what it costs and how long it takes. */
export function modelSelector(operation: VideoOperation): INodeProperties {
	const models = modelsFor(operation);
	const first = models[0]?.slug ?? '';
	return {
		displayName: 'Model',
		name: 'model',
		type: 'options',
		displayOptions: { show: { resource: ['video', NOT_A_JOB], operation: [operation] } },
		options: models.map((model) => ({
			name: model.name,
			value: model.slug,
			description: `${priceAndTime(model, operation)}${model.note ? `. ${model.note}` : ''}`,
		})),
		default: first,
		description:
			'The model that makes the video. An expression must give its slug, e.g. pixverse-v6.',
	};
}
