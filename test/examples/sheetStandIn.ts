import { z } from '../support/json';
import type { Cell, Route, Services } from './services';

const valuesSchema = z.array(z.array(z.union([z.string(), z.number()]).nullish()));
const batchSchema = z.object({
	data: z.array(z.object({ range: z.string(), values: valuesSchema })),
});
const rowsSchema = z.object({ values: valuesSchema });

type Values = z.infer<typeof valuesSchema>;

/** "C" is column 2. */
function columnIndex(letters: string): number {
	return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** `'Videos'!A2:D2` → sheet name, first column and first row, counted from 0. */
function parseRange(range: string) {
	const [, name = '', letters = 'A', row = '1'] =
		/^'?([^'!]+)'?(?:!([A-Z]+)?(\d+)?(?::.*)?)?$/.exec(range) ?? [];
	return { name, column: columnIndex(letters), row: Number(row) - 1 };
}

function put(services: Services, range: string, values: Values) {
	const { name, column, row } = parseRange(range);
	const rows = services.sheet(name);
	values.forEach((cells, down) => {
		const changed = (rows[row + down] ??= []);
		cells.forEach((cell, right) => {
			if (cell !== null && cell !== undefined) changed[column + right] = cell;
		});
	});
}

/** One row of a range such as `Videos!1:1`, or the sheet from its first row on. */
function valuesOf(services: Services, range: string): Cell[][] {
	const [name = '', area = ''] = range.replaceAll("'", '').split('!');
	const rows = services.sheets.get(name) ?? [];
	const [, from, to] = /^[A-Z]*(\d+):[A-Z]*(\d+)$/.exec(area) ?? [];
	return from ? rows.slice(Number(from) - 1, Number(to)) : rows;
}

function propertiesOf({ sheets }: Services) {
	return [...sheets.keys()].map((title, sheetId) => ({
		properties: {
			title,
			sheetId,
			index: sheetId,
			gridProperties: { rowCount: 1000, columnCount: 26 },
		},
	}));
}

/** Google Sheets; `services.sheets` are what it holds. */
export function sheetRoutes(services: Services): Route[] {
	const rangeOf = (path: string) => path.replace(/^.*\/values\//, '').replace(/:append$/, '');
	return [
		[
			/^POST \/v4\/spreadsheets\/[^/]+\/values:batchUpdate$/,
			(call) => {
				for (const { range, values } of call.json(batchSchema).data) put(services, range, values);
				return { json: {} };
			},
		],
		[/^POST \/v4\/spreadsheets\/[^/]+:batchUpdate$/, () => ({ json: { replies: [] } })],
		[
			/^POST \/v4\/spreadsheets\/[^/]+\/values\/.+:append$/,
			(call) => {
				const { name } = parseRange(rangeOf(call.path));
				const { values } = call.json(rowsSchema);
				services.sheet(name).push(...values.map((row) => row.map((cell) => cell ?? '')));
				return { json: { updates: {} } };
			},
		],
		[
			/^PUT \/v4\/spreadsheets\/[^/]+\/values\/.+$/,
			(call) => {
				put(services, rangeOf(call.path), call.json(rowsSchema).values);
				return { json: {} };
			},
		],
		[
			/^GET \/v4\/spreadsheets\/[^/]+\/values\/.+$/,
			(call) => ({ json: { values: valuesOf(services, rangeOf(call.path)) } }),
		],
		[/^GET \/v4\/spreadsheets\/[^/]+$/, () => ({ json: { sheets: propertiesOf(services) } })],
	];
}
