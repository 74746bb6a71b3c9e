// Files of a run are uploaded once each, one at a time, and never again by a later try.
import { expect, test } from '@jest/globals';

import { JobMemory } from '../../../nodes/PixVerse/jobs/memory';
import { Uploads, type Uploaded } from '../../../nodes/PixVerse/jobs/uploads';
import { problem } from '../../support/oneJob';

const file = (sha256: string) => ({ sha256, placeholder: `upload:${sha256}` });
const url = (sha256: string) => `https://files.test/${sha256}`;

function uploads(memory = new JobMemory({}), answer?: (sha256: string) => Uploaded) {
	const log: string[] = [];
	const of = new Uploads(memory, async ({ sha256 }) => {
		log.push(`begin ${sha256}`);
		await new Promise(setImmediate);
		log.push(`end ${sha256}`);
		return answer?.(sha256) ?? { kind: 'uploaded', url: url(sha256) };
	});
	return { of, log, memory };
}

test('each placeholder becomes its file’s address, and nothing else changes', async () => {
	const { of } = uploads();
	const body = { prompt: 'a fox', first: 'upload:a', last: 'upload:b', seed: 7 };
	expect(await of.fillIn(body, [file('a'), file('b')])).toEqual({
		kind: 'body',
		body: { prompt: 'a fox', first: url('a'), last: url('b'), seed: 7 },
	});
});

test('items side by side upload one file once, and several in turn', async () => {
	const { of, log } = uploads();
	await Promise.all([
		of.fillIn({}, [file('a')]),
		of.fillIn({}, [file('a')]),
		of.fillIn({}, [file('b')]),
	]);
	expect(log).toEqual(['begin a', 'end a', 'begin b', 'end b']);
});

test('a later try uploads nothing again', async () => {
	const context = {};
	await uploads(new JobMemory(context)).of.fillIn({}, [file('a')]);
	const later = uploads(new JobMemory(context));
	expect(await later.of.fillIn({ x: 'upload:a' }, [file('a')])).toMatchObject({
		body: { x: url('a') },
	});
	expect(later.log).toEqual([]);
});

test('one that fails is told, tried again by whoever asks next, and holds up no other', async () => {
	const failed: Uploaded = { kind: 'problem', problem: problem('segmind-down') };
	let fails = true;
	const { of, log } = uploads(undefined, (sha256) =>
		fails && sha256 === 'a' ? failed : { kind: 'uploaded', url: url(sha256) },
	);
	const [first, other] = await Promise.all([
		of.fillIn({}, [file('a')]),
		of.fillIn({}, [file('b')]),
	]);
	expect([first.kind, other.kind]).toEqual(['problem', 'body']);
	fails = false;
	expect((await of.fillIn({}, [file('a')])).kind).toBe('body');
	expect(log.filter((line) => line === 'begin a')).toHaveLength(2);
});
