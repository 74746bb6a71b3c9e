/*
 * Values from expressions come as whatever the sheet or form before had: a number as text, "true",
 * an empty cell. What has one sensible reading is read so; the rest is left as it is, for the
 * model's schema to refuse with the field's label. An empty value means "not set".
 */

/** Whether an expression or a cleared field gave nothing. */
export function isEmpty(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}

export function toText(value: unknown): unknown {
	if (isEmpty(value)) return undefined;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

export function toNumber(value: unknown): unknown {
	if (isEmpty(value)) return undefined;
	if (typeof value !== 'string') return value;
	const number = Number(value.trim());
	return Number.isFinite(number) ? number : value;
}

const TRUE = ['true', 'yes', 'on', '1'];
const FALSE = ['false', 'no', 'off', '0'];

export function toBoolean(value: unknown): unknown {
	if (isEmpty(value)) return undefined;
	const word = String(value).trim().toLowerCase();
	if (TRUE.includes(word)) return true;
	return FALSE.includes(word) ? false : value;
}

/** Reads " 1080P " as "1080p". */
export function toChoice(value: unknown, allowed: readonly string[]): unknown {
	if (isEmpty(value)) return undefined;
	const word = String(value).trim().toLowerCase();
	return allowed.find((choice) => choice.toLowerCase() === word) ?? value;
}
