// Elements that a test counts on: it fails by saying what is there instead.

/** @throws Error where the list has not exactly one element */
export function theOnly<T>(list: readonly T[]): T {
	const [one, ...others] = list;
	if (one === undefined || others.length > 0) {
		throw new Error(`${list.length} in the place of one: ${JSON.stringify(list).slice(0, 500)}`);
	}
	return one;
}

/** @throws Error where the list has no such element */
export function elementAt<T>(list: readonly T[], index: number): T {
	const one = list.at(index);
	if (one === undefined) throw new Error(`No element ${index} among ${list.length}`);
	return one;
}
