type MaybeUndefined<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];

/** `T` with members that may be undefined become members that may be missing. */
export type Defined<T> = Omit<T, MaybeUndefined<T> & keyof T> & {
	[K in MaybeUndefined<T> & keyof T]?: Exclude<T[K], undefined>;
};

/** The same object without the members that are undefined. */
export function omitUndefined<const T extends object>(value: T): Defined<T> {
	const members = Object.entries(value).filter(([, member]) => member !== undefined);
	return Object.fromEntries(members) as Defined<T>;
}
