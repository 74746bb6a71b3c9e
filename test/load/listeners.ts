type Listening = Parameters<EventTarget['addEventListener']>;
type Forgetting = Parameters<EventTarget['removeEventListener']>;

/** How many listeners abort signals hold at the same time. */
export interface AbortListeners {
	/** On one signal, so far. */
	most: () => number;
	restore: () => void;
}

/**
 * Counts the listeners that abort signals hold. The signal of Stop lives as long as the job: a
 * listener that each poll leaves on it would be a leak of hours.
 */
export function watchAbortListeners(): AbortListeners {
	const prototype = EventTarget.prototype;
	const original = {
		addEventListener: Reflect.get(prototype, 'addEventListener'),
		removeEventListener: Reflect.get(prototype, 'removeEventListener'),
	};
	const held = new WeakMap<AbortSignal, Set<unknown>>();
	let most = 0;
	prototype.addEventListener = function add(this: EventTarget, ...given: Listening) {
		const [type, listener] = given;
		if (this instanceof AbortSignal && type === 'abort') {
			const listeners = held.get(this) ?? new Set();
			held.set(this, listeners.add(listener));
			most = Math.max(most, listeners.size);
		}
		original.addEventListener.apply(this, given);
	};
	prototype.removeEventListener = function remove(this: EventTarget, ...given: Forgetting) {
		const [type, listener] = given;
		if (this instanceof AbortSignal && type === 'abort') held.get(this)?.delete(listener);
		original.removeEventListener.apply(this, given);
	};
	return {
		most: () => most,
		restore: () => {
			Object.assign(prototype, original);
		},
	};
}
