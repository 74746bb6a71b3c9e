/**
 * Counts the listeners that abort signals hold at the same time. The signal of Stop lives as long
 * as the job: a listener that each poll leaves on it would be a leak of hours.
 *
 * @returns {{ most(): number, restore(): void }} `most`: on one signal, so far
 */
function watchAbortListeners() {
	const { addEventListener, removeEventListener } = EventTarget.prototype;
	/** @type {WeakMap<AbortSignal, Set<unknown>>} */
	const held = new WeakMap();
	let most = 0;
	EventTarget.prototype.addEventListener = function add(type, listener, options) {
		if (this instanceof AbortSignal && type === 'abort') {
			const listeners = held.get(this) ?? new Set();
			held.set(this, listeners.add(listener));
			most = Math.max(most, listeners.size);
		}
		return addEventListener.call(this, type, listener, options);
	};
	EventTarget.prototype.removeEventListener = function remove(type, listener, options) {
		if (this instanceof AbortSignal && type === 'abort') held.get(this)?.delete(listener);
		return removeEventListener.call(this, type, listener, options);
	};
	return {
		most: () => most,
		restore() {
			Object.assign(EventTarget.prototype, { addEventListener, removeEventListener });
		},
	};
}

module.exports = { watchAbortListeners };
