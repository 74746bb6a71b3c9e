import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

import type { Answer } from '../answer';
import { wait } from '../clock';
import type { Exchange } from '../exchange';
import type { DeliveringKind, DeliveringParameters, Fault } from './parameters';

/** Hands bytes to the socket at the speed at which the client takes them. */
async function write(raw: ServerResponse, chunks: Iterable<Buffer>, leave: AbortSignal) {
	for (const chunk of chunks) {
		if (leave.aborted) return;
		if (!raw.write(chunk)) await once(raw, 'drain', { signal: leave }).catch(() => undefined);
	}
}

/** Until all that was written lies in the system's hands. */
const flushed = (raw: ServerResponse) =>
	new Promise<void>((resolve) => raw.write(Buffer.alloc(0), () => resolve()));

async function gone(leave: AbortSignal): Promise<void> {
	if (leave.aborted) return;
	await new Promise<void>((resolve) => {
		leave.addEventListener('abort', () => resolve(), { once: true });
	});
}

type Headers = Record<string, string | number>;

function begin(raw: ServerResponse, answer: Answer, { record }: Exchange, headers: Headers) {
	record.status = answer.status;
	raw.writeHead(answer.status, headers);
	raw.flushHeaders();
}

const withLength = (answer: Answer): Headers => ({
	...answer.headers,
	'content-length': answer.body.length,
});

/** How many bytes of the answer go out before it breaks off; never all of them. */
function bytesSent(answer: Answer, { bytes }: { bytes?: number }): number {
	const wanted = bytes ?? Math.floor(answer.body.length / 2);
	return Math.max(0, Math.min(wanted, answer.body.length - 1));
}

async function resetConnection({ raw }: Delivery, { clean }: { clean?: boolean }): Promise<void> {
	if (clean) raw.socket?.destroy();
	else raw.socket?.resetAndDestroy();
}

const silence = async ({ exchange }: Delivery) => await gone(exchange.leave);

/** What is to be delivered, where; a fault that processes nothing has no answer. */
interface Delivery {
	raw: ServerResponse;
	exchange: Exchange;
	answer: Answer;
}

interface Delivering<Kind extends DeliveringKind> {
	needs?: ReadonlyArray<keyof DeliveringParameters[Kind] & string>;
	takes?: ReadonlyArray<keyof DeliveringParameters[Kind] & string>;
	/** The request is carried out first. */
	processes: boolean;
	/** A v1 call does not wait for its job first. */
	hurries?: boolean;
	deliver: (delivery: Delivery, fault: Fault<Kind>) => Promise<void>;
}

async function slowDrip({ raw, answer, exchange }: Delivery, fault: Fault<'slowDrip'>) {
	const { leave, clock } = exchange;
	const step = fault.bytesPerStep ?? 1024;
	begin(raw, answer, exchange, withLength(answer));
	for (let at = 0; at < answer.body.length && !leave.aborted; at += step) {
		const end = Math.min(at + step, answer.body.length);
		await write(raw, answer.body.read(at, end), leave);
		await wait(clock, fault.everyMs ?? 50, leave);
	}
	raw.end();
}

/** Faults of the connection: how an answer is brought to the client, or not. */
export const DELIVERING: { [Kind in DeliveringKind]: Delivering<Kind> } = {
	reset: { takes: ['clean'], processes: false, deliver: resetConnection },

	timeout: { processes: false, deliver: silence },

	acceptedThenReset: {
		takes: ['clean'],
		processes: true,
		hurries: true,
		deliver: resetConnection,
	},

	acceptedThenTimeout: { processes: true, hurries: true, deliver: silence },

	stall: {
		takes: ['bytes'],
		processes: true,
		deliver: async ({ raw, answer, exchange }, fault) => {
			begin(raw, answer, exchange, withLength(answer));
			await write(raw, answer.body.read(0, bytesSent(answer, fault)), exchange.leave);
			await gone(exchange.leave);
		},
	},

	truncate: {
		takes: ['bytes'],
		processes: true,
		deliver: async ({ raw, answer, exchange }, fault) => {
			begin(raw, answer, exchange, withLength(answer));
			await write(raw, answer.body.read(0, bytesSent(answer, fault)), exchange.leave);
			if (!exchange.leave.aborted) await flushed(raw);
			raw.destroy();
		},
	},

	truncateSilently: {
		takes: ['bytes'],
		processes: true,
		deliver: async ({ raw, answer, exchange }, fault) => {
			begin(raw, answer, exchange, answer.headers);
			await write(raw, answer.body.read(0, bytesSent(answer, fault)), exchange.leave);
			raw.end();
		},
	},

	slowDrip: { takes: ['bytesPerStep', 'everyMs'], processes: true, deliver: slowDrip },
};

export const isDelivering = (fault: Fault): fault is Fault<DeliveringKind> =>
	fault.kind in DELIVERING;

/** Delivers an answer as such a fault does. */
export const deliverBy = async <Kind extends DeliveringKind>(
	fault: Fault<Kind>,
	delivery: Delivery,
): Promise<void> => await DELIVERING[fault.kind].deliver(delivery, fault);
