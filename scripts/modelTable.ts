// Writes the table of models in docs/models.md from the models' files, between the two markers.
//   node --import tsx scripts/modelTable.ts           writes it
//   node --import tsx scripts/modelTable.ts --check   exits 1 when it is stale, and changes nothing
import { OPERATIONS } from '../nodes/PixVerse/actions/operations';
import { fieldsOf, MODELS } from '../nodes/PixVerse/models';
import { allowedText } from '../nodes/PixVerse/models/allowedText';
import { VIDEO_OPERATIONS, type ModelField, type VideoModel } from '../nodes/PixVerse/models/types';
import { keepUpToDate } from './generated';

const START = '<!-- models:start -->';
const END = '<!-- models:end -->';

function limitOf(field: ModelField): string {
	if (field.kind !== 'choice' && field.kind !== 'number') return '';
	const text = allowedText(field).replace(/^a whole number( from )?/, '');
	const unit = field.kind === 'number' && field.unit === 'seconds' ? ' s' : '';
	return text ? ` (${text}${unit})` : '';
}

/** "Prompt; Duration (5 or 8 s)", each field once over all operations of the model. */
function fieldList(model: VideoModel, isRequired: boolean): string {
	const fields = new Map<string, ModelField>();
	for (const operation of VIDEO_OPERATIONS.filter((name) => model.operations[name])) {
		for (const [name, field] of Object.entries(fieldsOf(model, operation))) {
			if (field.kind === 'fixed' || field.required !== isRequired || fields.has(name)) continue;
			fields.set(name, field);
		}
	}
	return [...fields.values()].map((field) => `${field.label}${limitOf(field)}`).join('; ');
}

function priceOf({ priceUsd }: VideoModel): string {
	return 'average' in priceUsd ? `about ${priceUsd.average}` : `${priceUsd.from} to ${priceUsd.to}`;
}

function operationList(model: VideoModel): string {
	return OPERATIONS.filter(({ name }) => name in model.operations)
		.map(({ label }) => label)
		.join(', ');
}

/** "- Duration must be 5 when Quality is 1080p: PixVerse 5, PixVerse 4.5*", each rule once. */
function ruleList(models: readonly VideoModel[]): string[] {
	const namesByRule = new Map<string, string[]>();
	for (const { name, rules } of models) {
		for (const { message, status } of rules) {
			const rule = message.replace(/ \(.*\)$/, '');
			const names = namesByRule.get(rule) ?? [];
			namesByRule.set(rule, [...names, status === 'documented' ? name : `${name}\\*`]);
		}
	}
	return [...namesByRule].map(([rule, names]) => `- ${rule}: ${names.join(', ')}`);
}

/** The table, and the notes and rules below it, as Markdown. */
export function modelTable(models: readonly VideoModel[] = MODELS): string {
	const rows = models.map((model) => [
		`[${model.name}](${model.source}) \`${model.slug}\``,
		operationList(model),
		fieldList(model, true),
		fieldList(model, false),
		priceOf(model),
		`${model.usualDurationS} s`,
	]);
	const notes = models.flatMap(({ name, note }) => (note ? [`- **${name}**: ${note}`] : []));
	const dates = [...new Set(models.map(({ asOf }) => asOf))].sort().join(', ');
	return [
		'| Model | Operations | Fields | Additional fields | USD per video | Usual time |',
		'| --- | --- | --- | --- | --- | --- |',
		...rows.map((cells) => `| ${cells.join(' | ')} |`),
		'',
		`Prices and times are what each model's page on Segmind stated (read ${dates}); Segmind charges what its pages say today.`,
		'',
		...notes,
		'',
		'Combinations that are refused before anything is sent:',
		'',
		...ruleList(models),
		'',
		"\\* Concluded from PixVerse's other models; Segmind's page does not say it. **Run Other Model** sends it anyway.",
	].join('\n');
}

/** @throws {Error} when the text lacks the markers */
export function withTable(text: string, table: string): string {
	const start = text.indexOf(START);
	const end = text.indexOf(END);
	if (start < 0 || end < start) throw new Error(`docs/models.md must hold ${START} and ${END}`);
	return `${text.slice(0, start + START.length)}\n\n${table}\n\n${text.slice(end)}`;
}

if (require.main === module)
	keepUpToDate('docs/models.md', (text) => withTable(text, modelTable()));
