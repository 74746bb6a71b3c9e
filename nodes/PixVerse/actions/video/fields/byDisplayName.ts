/** Orders fields by label. Labels are English: `localeCompare` would load ICU's tables for them. */
export function byDisplayName(a: { displayName: string }, b: { displayName: string }): number {
	return a.displayName < b.displayName ? -1 : 1;
}
