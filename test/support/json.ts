// JSON from outside (a file, another program, a server) gets its type here, by a look at it.
import fs from 'node:fs/promises';

import { z } from 'zod';

/** The zod of this project, also for files that lie beside another one, as in test/host. */
export { z };

/** Any schema that makes a `T`. */
export type Schema<T> = z.ZodType<T, z.ZodTypeDef, unknown>;

/** An object of which nothing but that is known. */
export const anyObject = z.record(z.unknown());

/** @throws SyntaxError | ZodError where the text is no JSON, or not of that kind */
export function parseJson<T>(text: string, schema: Schema<T>): T {
	return schema.parse(JSON.parse(text));
}

/** @throws Error where the file is missing, no JSON, or not of that kind */
export async function readJson<T>(file: string, schema: Schema<T>): Promise<T> {
	return parseJson(await fs.readFile(file, 'utf8'), schema);
}
