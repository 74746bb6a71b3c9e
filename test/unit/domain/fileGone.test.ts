// Which answers of a file host mean that a file is gone, and not that it cannot be had right now.
import { expect, test } from '@jest/globals';

import { isFileGone } from '../../../nodes/PixVerse/domain/fileGone';

test.each([403, 404, 410])('%i: gone', (status) => expect(isFileGone(status)).toBe(true));

test.each([undefined, 200, 401, 408, 429, 500, 503])('%p: not known', (status) =>
	expect(isFileGone(status)).toBe(false),
);
