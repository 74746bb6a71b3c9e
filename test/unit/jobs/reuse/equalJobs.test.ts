// Recorded jobs are found by what an order sends, oldest first, and each once.
import { expect, test } from '@jest/globals';

import { EqualJobs } from '../../../../nodes/PixVerse/jobs/reuse/equalJobs';

const job = (idKey: string, createdAtMs: number, body: object, model = 'pixverse-v6') => ({
	idKey,
	model,
	createdAtMs,
	body: { ...body },
	isUsable: true,
});

const order = (body: Record<string, unknown>, defaults: Record<string, unknown> = {}) => ({
	slug: 'pixverse-v6',
	body,
	shape: { values: Object.keys(body).sort(), files: [], defaults },
});

const found = (jobs: ReturnType<typeof job>[], of: ReturnType<typeof order>) =>
	new EqualJobs(jobs).find(of).map(({ idKey }) => idKey);

const FOX = { prompt: 'a fox', duration: 5 };

test('the oldest comes first', () =>
	expect(found([job('new', 3, FOX), job('old', 1, FOX), job('mid', 2, FOX)], order(FOX))).toEqual([
		'old',
		'mid',
		'new',
	]));

test.each<[string, ReturnType<typeof job>, boolean]>([
	['the same', job('x', 1, FOX), true],
	['the same, numbers as texts', job('x', 1, { duration: '5', prompt: 'a fox' }), true],
	['another case of the model', job('x', 1, FOX, 'PixVerse-V6'), true],
	['an empty field more', job('x', 1, { ...FOX, seed: null, style: '' }), true],
	['what the page gives anyway', job('x', 1, { ...FOX, quality: '540p' }), true],
	['a field more', job('x', 1, { ...FOX, quality: '720p' }), false],
	['a field less', job('x', 1, { prompt: 'a fox' }), false],
	['another prompt', job('x', 1, { ...FOX, prompt: 'A fox' }), false],
	['another model', job('x', 1, FOX, 'pixverse-v6-fast'), false],
])('%s: %p', (_, recorded, isEqual) =>
	expect(found([recorded], order(FOX, { quality: '540p' }))).toEqual(isEqual ? ['x'] : []),
);

test('what was taken is found no more, by orders of another shape either', () => {
	const first = job('first', 1, { ...FOX, seed: null });
	const jobs = new EqualJobs([first, job('second', 2, FOX)]);
	expect(jobs.find(order(FOX))).toHaveLength(2);
	jobs.remove(first);
	expect(jobs.find(order(FOX)).map(({ idKey }) => idKey)).toEqual(['second']);
	const withSeed = order({ ...FOX, seed: null });
	expect(jobs.find(withSeed)).toEqual([]);
	expect(new EqualJobs([first]).find(withSeed)).toEqual([first]);
});
