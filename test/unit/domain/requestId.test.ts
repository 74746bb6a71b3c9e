// One job may go by several spellings of its ID.
import { expect, test } from '@jest/globals';

import { comparableId, isSameRequest } from '../../../nodes/PixVerse/domain/requestId';

const UUID = '0b6f6e9e-6a5f-4f0c-9d0e-2f4f2c1f7a11';

test('dashes, case and space around it make no other job', () => {
	for (const spelling of [UUID.toUpperCase(), UUID.replace(/-/g, ''), ` ${UUID} `]) {
		expect(isSameRequest(UUID, spelling)).toBe(true);
	}
	expect(comparableId(UUID)).toMatch(/^[0-9a-f]{32}$/);
	expect(isSameRequest(UUID, UUID.replace('0b', '0c'))).toBe(false);
});
