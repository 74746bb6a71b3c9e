// Writes docs/prices.md, the estimated prices by length, quality and sound, from the models' files.
//   node --import tsx scripts/priceTable.ts           writes it
//   node --import tsx scripts/priceTable.ts --check   exits 1 when it is stale, and changes nothing
import { MODELS, OTHER_MODELS } from '../nodes/PixVerse/models';
import type { PriceRow, VideoModel } from '../nodes/PixVerse/models/types';
import { keepUpToDate } from './generated';

/** Of a model that makes every length, these are shown. */
const SHOWN_LENGTHS = [1, 5, 8, 10, 15];

/** "540p, with sound": all of a setting but its length. */
function settingOf({ when }: PriceRow): string {
	const words = Object.entries(when).flatMap(([name, value]) => {
		if (name === 'quality') return [String(value)];
		if (name === 'generate_audio_switch') return [value === true ? 'with sound' : 'without sound'];
		return name === 'motion_mode' && value === 'fast' ? ['Motion Mode Fast'] : [];
	});
	return words.join(', ');
}

function lengthsOf(rows: readonly PriceRow[]): number[] {
	const all = [...new Set(rows.map(({ when }) => Number(when.duration)))].sort((a, b) => a - b);
	return all.length > SHOWN_LENGTHS.length
		? all.filter((length) => SHOWN_LENGTHS.includes(length))
		: all;
}

function tableOf(rows: readonly PriceRow[]): string[] {
	const lengths = lengthsOf(rows);
	const settings = [...new Set(rows.map(settingOf))];
	const cell = (setting: string, length: number) =>
		rows
			.find((row) => settingOf(row) === setting && row.when.duration === length)
			?.usd.toFixed(2) ?? '–';
	return [
		`| Quality | ${lengths.map((length) => `${length} s`).join(' | ')} |`,
		`| --- |${' --- |'.repeat(lengths.length)}`,
		...settings.map(
			(setting) => `| ${setting} | ${lengths.map((length) => cell(setting, length)).join(' | ')} |`,
		),
	];
}

/** Models with the same prices share a table. */
function groupsOf(models: readonly VideoModel[]): Array<{ names: string[]; rows: PriceRow[] }> {
	const groups = new Map<string, { names: string[]; rows: PriceRow[] }>();
	for (const { name, prices } of models) {
		if (!prices) continue;
		const key = JSON.stringify(prices.rows);
		const group = groups.get(key) ?? { names: [], rows: [...prices.rows] };
		group.names.push(name);
		groups.set(key, group);
	}
	return [...groups.values()];
}

/** The document, as Markdown. */
export function pricesDocument(models: readonly VideoModel[] = MODELS): string {
	const dates = [...new Set(models.map(({ asOf }) => asOf))].sort().join(', ');
	const averages = [
		...models.flatMap(({ name, priceUsd, prices }) =>
			!prices && 'average' in priceUsd ? [{ name, usd: priceUsd.average }] : [],
		),
		...[...OTHER_MODELS].flatMap(([name, { priceUsd }]) =>
			'average' in priceUsd ? [{ name: `\`${name}\``, usd: priceUsd.average }] : [],
		),
	];
	return [
		'# Prices',
		'',
		`**Estimates in US dollars per video, as of ${dates}.** Segmind's pages state a range only; the figures between its ends are concluded from PixVerse's own price list. What a video really cost stands in its output as \`cost\`. Made by \`npm run docs\` from the models' files.`,
		'',
		...groupsOf(models).flatMap(({ names, rows }) => [
			`## ${names.join(', ')}`,
			'',
			...tableOf(rows),
			'',
		]),
		"With Sound Effect or Lip Sync switched on the price is not known; the node then counts the model's dearest setting.",
		'',
		'## Known by an average only',
		'',
		'| Model | USD per video |',
		'| --- | --- |',
		...averages.map(({ name, usd }) => `| ${name} | ${usd.toFixed(2)} |`),
		'',
	].join('\n');
}

if (require.main === module) keepUpToDate('docs/prices.md', () => pricesDocument());
