// What the command line asks for; that it starts at all is shown in control.test.ts.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, describe, expect, jest, test } from '@jest/globals';

import { commandLine, optionsFrom, type Wanted } from '../commandLine';
import { closeAll, jsonOf, open, V6_BODY } from './open';

afterEach(async () => {
	jest.restoreAllMocks();
	await closeAll();
});

function optionsOf(...args: string[]) {
	const command = commandLine()
		.exitOverride()
		.configureOutput({ writeErr: () => undefined });
	return optionsFrom(command.parse(args, { from: 'user' }).opts<Wanted>());
}

/** A sandbox as the command line wants it, but for the port. */
const openWith = async (...args: string[]) =>
	await open({ ...optionsOf(...args), port: 0, clock: null });

test('money, time and limits', () => {
	const args = ['--port', '7', '--credits', '7', '--job-seconds', '2', '--rate-limit', '5'];
	expect(optionsOf(...args)).toMatchObject({
		port: 7,
		host: '127.0.0.1',
		credits: 7,
		jobDurationMs: 2000,
		rateLimitPerMinute: 5,
	});
	expect(optionsOf().rateLimitPerMinute).toBeNull();
});

test('lets a share of the jobs fail, and prints only problems when told so: faults, too', async () => {
	const printed = jest.spyOn(console, 'log').mockImplementation(() => undefined);
	const args = ['--fail-rate', '1', '--job-seconds', '0', '--log', 'problems'];
	const { get, submit } = await openWith(...args);
	const id = await submit(V6_BODY);
	expect((await get(`/v2/requests/${id}`)).status).toBe(422);
	await new Promise((resolve) => setImmediate(resolve));
	const lines = printed.mock.calls.map(([line]) => String(line));
	expect(lines.map((line) => line.replace(/^\S+ /, ''))).toEqual([
		`POST /v2/pixverse-v6 200 accepted ${id} fault job`,
		`GET /v2/requests/${id} 422`,
	]);
});

test('a share of the requests breaks, the same for the same seed', () => {
	const { faults } = optionsOf('--fault-rate', '0.5', '--seed', 'a');
	expect(faults.length).toBeGreaterThan(100);
	expect(optionsOf('--fault-rate', '0.5', '--seed', 'a').faults).toEqual(faults);
	expect(optionsOf('--fault-rate', '0.5', '--seed', 'b').faults).not.toEqual(faults);
});

test('fills the history from a file', async () => {
	const file = join(mkdtempSync(join(tmpdir(), 'sandbox-')), 'jobs.json');
	writeFileSync(file, JSON.stringify([{ requestId: 'then', agoMs: 5000 }]));
	const { get } = await openWith('--history', file);
	const row = await jsonOf(await get('/inference-request/request-history/then'));
	expect(row).toMatchObject({ model_status: 'COMPLETED' });
});

describe('what is refused, by its name', () => {
	test.each([
		['--history', 'nothing.json'],
		['--port', 'x'],
		['--fail-rate', '2'],
		['--rate-limit', '1.5'],
		['--log', 'some'],
	])('%s %s', (option, value) => {
		expect(() => optionsOf(option, value)).toThrow(option);
	});
});
