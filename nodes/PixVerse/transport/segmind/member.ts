/** A member of an unknown value, or undefined. */
export function member(value: unknown, name: string | number): unknown {
	if (typeof value !== 'object' || value === null) return undefined;
	if (!Object.prototype.hasOwnProperty.call(value, name)) return undefined;
	return (value as Record<string | number, unknown>)[name];
}
