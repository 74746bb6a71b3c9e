/** The key that works when no other is configured. Its form is the documented one. */
export const SANDBOX_KEY = 'SG_0123456789abcdef';

/** Always accepted; its account has no balance record, so Get Credits answers 404. */
export const NO_BALANCE_KEY = 'SG_nobalance';

const KEY_SHAPE = /SG_\w+/g;

/** Replaces every API key in a text: those configured, and all that look like one. */
export function maskKeys(text: string, apiKeys: readonly string[]): string {
	let masked = text;
	for (const key of apiKeys) {
		if (key.length > 0) masked = masked.split(key).join('***');
	}
	return masked.replace(KEY_SHAPE, 'SG_***');
}
