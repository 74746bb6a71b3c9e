// What is known of a job comes back from the list that n8n saves as it was.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { JobResult } from '../../../nodes/PixVerse/domain/answers';
import { packed, unpacked, type JobRecord } from '../../../nodes/PixVerse/jobs/jobRecord';

const text = fc.string();
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0);
const model = text;
const requestId = text;
const isReused = fc.constant(true as const);

const result: fc.Arbitrary<JobResult> = fc.record(
	{
		videoUrl: text,
		cost: number,
		remainingCredits: number,
		inferenceTime: number,
		fileSize: number,
		seed: number,
		lastFrameUrl: text,
		raw: fc.oneof(text, fc.dictionary(fc.string({ minLength: 1 }), number)),
	},
	{ requiredKeys: [] },
);

const stored = fc.record({ executionId: text, binary: fc.oneof(text, fc.array(number)) });

const record: fc.Arbitrary<JobRecord> = fc.oneof(
	fc.record(
		{ state: fc.constant('unknown' as const), model, sentAtMs: number, requestId },
		{ requiredKeys: ['state', 'model', 'sentAtMs'] },
	),
	fc.record(
		{ state: fc.constant('accepted' as const), model, requestId, acceptedAtMs: number, isReused },
		{ requiredKeys: ['state', 'model', 'requestId', 'acceptedAtMs'] },
	),
	fc.record(
		{ state: fc.constant('finished' as const), model, requestId, result, stored, isReused },
		{ requiredKeys: ['state', 'model', 'result'] },
	),
	fc.record({ state: fc.constant('failed' as const), model, requestId }),
);

const saved = <T>(value: T) => JSON.parse(JSON.stringify(value)) as T;

test('every record, saved as JSON', () => {
	fc.assert(
		fc.property(record, fc.option(number, { nil: undefined }), (one, usd) => {
			expect(saved(unpacked(saved(packed(one, usd))))).toEqual(saved(one));
		}),
	);
});
