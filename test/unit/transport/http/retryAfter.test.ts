// How long a 429 asks to wait, in every form that was seen.
import { expect, test } from '@jest/globals';

import { waitOf } from '../../../../nodes/PixVerse/transport/http/retryAfter';

const NOW_MS = Date.parse('2026-11-20T10:00:00Z');
const RESET = 'x-rate-limit-reset-at-utc';

test.each<[Record<string, string>, number | undefined]>([
	[{}, undefined],
	[{ [RESET]: '2026-11-20T10:00:07Z' }, 7_000],
	[{ [RESET]: '2026-11-20 10:00:07' }, 7_000], // a time without a zone is UTC
	[{ [RESET]: '2026-11-20T12:00:07+02:00' }, 7_000],
	[{ [RESET]: String(NOW_MS / 1000 + 5) }, 5_000], // Unix seconds
	[{ [RESET]: String(NOW_MS + 5_000) }, 5_000], // milliseconds
	[{ [RESET]: '2026-11-20T09:00:00Z' }, 0], // past
	[{ [RESET]: '2026-11-21T10:00:00Z' }, 120_000], // a clock that is a day off
	[{ [RESET]: 'soon' }, undefined],
	[{ [RESET]: 'soon', 'retry-after': '3' }, 3_000],
	[{ 'retry-after': '3' }, 3_000],
	[{ 'retry-after': 'Fri, 20 Nov 2026 10:00:09 GMT' }, 9_000],
	[{ 'retry-after': '-5' }, 0],
	[{ 'retry-after': 'later' }, undefined],
])('%j', (headers, waitMs) => {
	expect(waitOf(headers, NOW_MS)).toBe(waitMs);
});
