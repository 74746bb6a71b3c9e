'use strict';

/** "C" is column 2. */
function columnIndex(letters) {
	return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** `'Videos'!A2:D2` → sheet name, first column and first row, counted from 0. */
function parseRange(range) {
	const [, name, letters = 'A', row = '1'] =
		/^'?([^'!]+)'?(?:!([A-Z]+)?(\d+)?(?::.*)?)?$/.exec(range) ?? [];
	return { name, column: columnIndex(letters), row: Number(row) - 1 };
}

function put(world, range, values) {
	const { name, column, row } = parseRange(range);
	const rows = world.sheets.get(name);
	values.forEach((cells, down) => {
		rows[row + down] ??= [];
		cells.forEach((cell, right) => {
			if (cell !== null && cell !== undefined) rows[row + down][column + right] = cell;
		});
	});
}

/** One row of a range such as `Videos!1:1`, or the sheet from its first row on. */
function valuesOf(world, range) {
	const [name, area = ''] = range.replaceAll("'", '').split('!');
	const rows = world.sheets.get(name) ?? [];
	const [, from, to] = /^[A-Z]*(\d+):[A-Z]*(\d+)$/.exec(area) ?? [];
	return from ? rows.slice(Number(from) - 1, Number(to)) : rows;
}

/** Google Sheets: `world.sheets` maps a sheet's name to its rows, the header first. */
function sheetRoutes(world) {
	const properties = () =>
		[...world.sheets.keys()].map((title, sheetId) => ({
			properties: {
				title,
				sheetId,
				index: sheetId,
				gridProperties: { rowCount: 1000, columnCount: 26 },
			},
		}));
	const rangeOf = (path) => path.split('/values/')[1].replace(/:append$/, '');
	return [
		[
			/^POST \/v4\/spreadsheets\/[^/]+\/values:batchUpdate$/,
			(call) => {
				for (const { range, values } of call.json().data) put(world, range, values);
				return { json: {} };
			},
		],
		[/^POST \/v4\/spreadsheets\/[^/]+:batchUpdate$/, () => ({ json: { replies: [] } })],
		[
			/^POST \/v4\/spreadsheets\/[^/]+\/values\/.+:append$/,
			(call) => {
				const { name } = parseRange(rangeOf(call.path));
				world.sheets.get(name).push(...call.json().values);
				return { json: { updates: {} } };
			},
		],
		[
			/^PUT \/v4\/spreadsheets\/[^/]+\/values\/.+$/,
			(call) => {
				put(world, rangeOf(call.path), call.json().values);
				return { json: {} };
			},
		],
		[
			/^GET \/v4\/spreadsheets\/[^/]+\/values\/.+$/,
			(call) => ({ json: { values: valuesOf(world, rangeOf(call.path)) } }),
		],
		[/^GET \/v4\/spreadsheets\/[^/]+$/, () => ({ json: { sheets: properties() } })],
	];
}

module.exports = { sheetRoutes };
