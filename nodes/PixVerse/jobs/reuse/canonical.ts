/*
 * Bodies are compared as values: without regard to the order of keys, and numbers equal their text,
 * since a recorded body may come back with either.
 */

type Body = Readonly<Record<string, unknown>>;

/** Equal values have the same canonical text, at any depth. */
export function canonical(value: unknown): string {
	if (typeof value === 'number') return `"${value}"`;
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value === 'object' && value !== null) {
		const parts = Object.entries(value)
			.filter(([, part]) => part !== undefined)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`);
		return `{${parts.join(',')}}`;
	}
	return JSON.stringify(value) ?? 'null';
}

/** What a field of an order may be recorded as although the order did not send it. */
function countsAsAbsent(value: unknown, pageDefault: unknown): boolean {
	if (value === undefined || value === null || value === '') return true;
	return pageDefault !== undefined && canonical(value) === canonical(pageDefault);
}

/** The fields that an order sends: a recorded body is compared in these. */
export interface BodyShape {
	/** Names of the fields whose values are compared, sorted. */
	values: readonly string[];
	/** Names of the fields that hold the address of an uploaded file; its bytes are compared. */
	files: readonly string[];
	/** What the model's page gives for a field that is not sent. */
	defaults: Body;
}

/** The shape's own name: orders with the same one can be looked up together. */
export function shapeName({ values, files }: BodyShape): string {
	return canonical([values, files]);
}

/** What two equal bodies of this shape have in common, files left out. */
export function projection(body: Body, { values }: BodyShape): string {
	return canonical(values.map((name) => [name, body[name]]));
}

/** Whether a recorded body can be an order of this shape: nothing missing, nothing that was not sent. */
export function hasShape(recorded: Body, { values, files, defaults }: BodyShape): boolean {
	const sent = new Set([...values, ...files]);
	const isMissing = (name: string) =>
		!Object.prototype.hasOwnProperty.call(recorded, name) || recorded[name] === undefined;
	if ([...sent].some(isMissing)) return false;
	return Object.entries(recorded).every(
		([name, value]) => sent.has(name) || countsAsAbsent(value, defaults[name]),
	);
}
