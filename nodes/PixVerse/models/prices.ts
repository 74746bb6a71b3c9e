import type { PriceRow, Prices } from './types';

/*
 * Segmind's pages give a range and an average. PixVerse's own price list is in credits by setting
 * (docs.platform.pixverse.ai/pricing, 2026-08); Segmind's ranges are that list times a constant, as
 * their two ends show. What lies between the ends is concluded, so every figure here is inferred.
 */

/** 1 s in 360p with audio: 7 credits, 0.044 USD; 15 s in 1080p with audio: 345 credits, 2.16 USD. */
const V6_USD_PER_CREDIT = 0.00625;

/** 45 credits: 0.375 USD; 120 credits: 1.00 USD. */
const V5_USD_PER_CREDIT = 1 / 120;

const V6_CREDITS_PER_SECOND = {
	'360p': { silent: 5, audio: 7 },
	'540p': { silent: 7, audio: 9 },
	'720p': { silent: 9, audio: 12 },
	'1080p': { silent: 18, audio: 23 },
};

const V5_CREDITS = [
	{ quality: '360p', normal: { 5: 45, 8: 90 }, fast: { 5: 90 } },
	{ quality: '540p', normal: { 5: 45, 8: 90 }, fast: { 5: 90 } },
	{ quality: '720p', normal: { 5: 60, 8: 120 }, fast: { 5: 120 } },
	{ quality: '1080p', normal: { 5: 120 }, fast: {} },
] as const;

function rounded(usd: number): number {
	return Number(usd.toFixed(4));
}

/** PixVerse V6: by the second, quality and sound. */
export function v6Prices(maxSeconds: number): Prices {
	const rows: PriceRow[] = [];
	for (const [quality, credits] of Object.entries(V6_CREDITS_PER_SECOND)) {
		for (let duration = 1; duration <= maxSeconds; duration += 1) {
			for (const audio of [true, false]) {
				const perSecond = audio ? credits.audio : credits.silent;
				rows.push({
					when: { quality, duration, generate_audio_switch: audio },
					usd: rounded(perSecond * duration * V6_USD_PER_CREDIT),
				});
			}
		}
	}
	return { rows };
}

/** PixVerse V5, V4.5, V4 and older: by the video, its length, quality and motion mode. */
export function v5Prices(unknownWith?: readonly string[]): Prices {
	const rows = V5_CREDITS.flatMap(({ quality, ...modes }) =>
		Object.entries(modes).flatMap(([motionMode, credits]) =>
			Object.entries(credits).map(([duration, count]) => ({
				when: { quality, duration: Number(duration), motion_mode: motionMode },
				usd: rounded(count * V5_USD_PER_CREDIT),
			})),
		),
	);
	return unknownWith ? { rows, unknownWith } : { rows };
}
