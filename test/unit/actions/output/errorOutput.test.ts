// Failed items leave through the error output on every version of n8n, with their details.
import { expect, test } from '@jest/globals';

import {
	isProblemItem,
	markForErrorOutput,
} from '../../../../nodes/PixVerse/actions/output/errorOutput';
import { itemOf, problemItem } from '../../../../nodes/PixVerse/actions/output/outputItems';
import { node } from '../../../support/parameters';

const made = () => itemOf({ status: 'COMPLETED' }, 0);
const failed = () => problemItem({ code: 'job-failed', message: 'No', description: 'Why' }, 1);

test.each([
	[failed(), true],
	[made(), false],
	[itemOf({ error: 'a text of the user' }, 0), false],
	[itemOf({ error: { code: 1 }, details: {} }, 0), false],
])('%j: %p', (item, isProblem) => expect(isProblemItem(item)).toBe(isProblem));

test('with an error output a failed item has an error that no copy takes along', () => {
	const items = markForErrorOutput({ ...node, onError: 'continueErrorOutput' }, [made(), failed()]);
	expect(items.map(({ error }) => error?.message)).toEqual([undefined, 'No']);
	expect(items.map((item) => ({ ...item }))).toEqual([made(), failed()]);
});

test('without one the items stay as they are', () => {
	const items = markForErrorOutput({ ...node, onError: 'continueRegularOutput' }, [failed()]);
	expect(items.map(({ error }) => error)).toEqual([undefined]);
});
