// One job may go by several spellings of its ID.
import { expect, test } from '@jest/globals';

import {
	comparableId,
	isSameRequest,
	namesRequest,
} from '../../../nodes/PixVerse/domain/requestId';

const UUID = '0b6f6e9e-6a5f-4f0c-9d0e-2f4f2c1f7a11';

test('dashes, case and space around it make no other job', () => {
	for (const spelling of [UUID.toUpperCase(), UUID.replace(/-/g, ''), ` ${UUID} `]) {
		expect(isSameRequest(UUID, spelling)).toBe(true);
	}
	expect(comparableId(UUID)).toMatch(/^[0-9a-f]{32}$/);
	expect(isSameRequest(UUID, UUID.replace('0b', '0c'))).toBe(false);
});

test('an answer may name the job that was asked for with something before or behind', () => {
	const hex = UUID.replace(/-/g, '');
	for (const stated of [hex, `req_${hex}`, `v2-${UUID}`, `${hex}:0`, UUID.toUpperCase()]) {
		expect(namesRequest(stated, UUID)).toBe(true);
		expect(namesRequest(UUID, stated)).toBe(true);
	}
	for (const stated of ['', '1', hex.slice(1), UUID.replace('0b', '0c'), `req_${hex.slice(4)}`]) {
		expect(namesRequest(stated, UUID)).toBe(false);
	}
	expect(namesRequest('job-7', 'job-7')).toBe(true);
	expect(namesRequest('job-77', 'job-7')).toBe(false);
});
