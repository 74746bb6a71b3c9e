'use strict';

const { once } = require('node:events');
const { wait } = require('../clock.js');

/** Hands bytes to the socket at the speed at which the client takes them. */
async function write(raw, chunks, leave) {
	for (const chunk of chunks) {
		if (leave.aborted) return;
		if (!raw.write(chunk)) await once(raw, 'drain', { signal: leave }).catch(() => undefined);
	}
}

/** Until all that was written lies in the system's hands. */
const flushed = (raw) => new Promise((resolve) => raw.write(Buffer.alloc(0), resolve));

const gone = (leave) =>
	leave.aborted
		? Promise.resolve()
		: new Promise((resolve) => leave.addEventListener('abort', resolve, { once: true }));

function begin(raw, answer, record, headers) {
	record.status = answer.status;
	raw.writeHead(answer.status, headers);
	raw.flushHeaders();
}

const withLength = (answer) => ({ ...answer.headers, 'content-length': answer.body.length });

/** How many bytes of the answer go out before it breaks off; never all of them. */
function bytesSent(answer, fault) {
	const wanted = fault.bytes ?? Math.floor(answer.body.length / 2);
	return Math.max(0, Math.min(wanted, answer.body.length - 1));
}

async function reset(raw, answer, fault) {
	if (fault.clean) raw.socket?.destroy();
	else raw.socket?.resetAndDestroy();
}

const silence = async (raw, answer, fault, { leave }) => await gone(leave);

/**
 * Faults of the connection: how an answer is brought to the client, or not.
 *
 * @type {Record<string, { takes?: string[], processes: boolean, hurries?: boolean, deliver: (raw:
 *   import('node:http').ServerResponse, answer: import('../answer.js').Answer, fault: object,
 *   exchange: object) => Promise<void> }>}
 */
const DELIVERING = {
	reset: { takes: ['clean'], processes: false, deliver: reset },

	timeout: { processes: false, deliver: silence },

	acceptedThenReset: { takes: ['clean'], processes: true, hurries: true, deliver: reset },

	acceptedThenTimeout: { processes: true, hurries: true, deliver: silence },

	stall: {
		takes: ['bytes'],
		processes: true,
		deliver: async (raw, answer, fault, { leave, record }) => {
			begin(raw, answer, record, withLength(answer));
			await write(raw, answer.body.read(0, bytesSent(answer, fault)), leave);
			await gone(leave);
		},
	},

	truncate: {
		takes: ['bytes'],
		processes: true,
		deliver: async (raw, answer, fault, { leave, record }) => {
			begin(raw, answer, record, withLength(answer));
			await write(raw, answer.body.read(0, bytesSent(answer, fault)), leave);
			if (!leave.aborted) await flushed(raw);
			raw.destroy();
		},
	},

	truncateSilently: {
		takes: ['bytes'],
		processes: true,
		deliver: async (raw, answer, fault, { leave, record }) => {
			begin(raw, answer, record, answer.headers);
			await write(raw, answer.body.read(0, bytesSent(answer, fault)), leave);
			raw.end();
		},
	},

	slowDrip: {
		takes: ['bytesPerStep', 'everyMs'],
		processes: true,
		deliver: async (raw, answer, fault, { leave, record, clock }) => {
			const step = fault.bytesPerStep ?? 1024;
			begin(raw, answer, record, withLength(answer));
			for (let at = 0; at < answer.body.length && !leave.aborted; at += step) {
				const end = Math.min(at + step, answer.body.length);
				await write(raw, answer.body.read(at, end), leave);
				await wait(clock, fault.everyMs ?? 50, leave);
			}
			raw.end();
		},
	},
};

module.exports = { DELIVERING };
