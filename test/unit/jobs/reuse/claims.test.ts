// Which jobs serve an item of this execution, or are its own orders.
import { expect, test } from '@jest/globals';

import { JobClaims } from '../../../../nodes/PixVerse/jobs/reuse/claims';

const ID = '0B6F6E9E-6a5f-4f0c-9d0e-2f4f2c1f7a11';
const ID_KEY = '0b6f6e9e6a5f4f0c9d0e2f4f2c1f7a11';

/** What n8n does between two tries: it saves the context as JSON. */
const saved = <T>(context: T) => JSON.parse(JSON.stringify(context)) as T & object;

test('own orders count by what was ordered, in the form by which IDs are compared', () => {
	const context = {};
	const claims = new JobClaims(context);
	claims.sending('boat');
	claims.sending('boat');
	claims.sending('ship');
	claims.accepted('boat', ID);
	claims.notAccepted('ship');
	const later = new JobClaims(saved(context));
	expect(later.ownIds('boat')).toEqual(['', ID_KEY]);
	expect(later.ownIds('ship')).toEqual([]);
	expect(later.ownIds('constructor')).toEqual([]);
	expect(later.taken().has(ID_KEY)).toBe(true);
});

test('a refusal takes none of the orders away that were accepted', () => {
	const claims = new JobClaims({});
	claims.accepted('boat', ID);
	claims.notAccepted('boat');
	expect(claims.ownIds('boat')).toEqual([ID_KEY]);
});

test('what was taken stays taken until it is released, own orders always', () => {
	const claims = new JobClaims({});
	claims.accepted('boat', ID);
	claims.claim('other');
	expect([...claims.taken()]).toEqual(['other', ID_KEY]);
	claims.release('other');
	claims.release(ID_KEY);
	expect([...claims.taken()]).toEqual([ID_KEY]);
});

test('two nodes that run side by side see what the other takes', () => {
	const context = {};
	const [one, other] = [new JobClaims(context), new JobClaims(context)];
	one.accepted('boat', ID);
	one.claim('x');
	expect([...other.taken()].sort()).toEqual([ID_KEY, 'x']);
});

test('what an older version of the node has kept is read', () => {
	const first = {
		pixVerseReuse: {
			claimed: { [ID_KEY]: true },
			own: {
				'09655085a70dc50e9e0a17dacf1ee304': [ID_KEY],
				'9570038f99ace80043c3770304bb699f': [''],
			},
			files: {},
		},
	};
	const claims = new JobClaims(first);
	expect(claims.ownIds('CWVQhacNxQ4')).toEqual([ID_KEY]);
	expect(claims.ownIds('lXADj5ms6AA')).toEqual(['']);
	expect(new JobClaims(saved(first)).ownIds('CWVQhacNxQ4')).toEqual([ID_KEY]);
});
