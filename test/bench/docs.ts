// What `npm run bench -- --docs` writes: figures, and nothing else of the documents.
import fs from 'node:fs';
import path from 'node:path';

import { projectFolder } from '../host/paths';
import type { SimulatedPolls } from './measures/poll';
import { plotOf } from './plot';
import type { Summary } from './summary';

/** Puts text between the marks of the bench. @throws Error where a document has no such place */
export function withFigures(document: string, text: string): string {
	const [start, end] = ['<!-- bench:start -->', '<!-- bench:end -->'];
	const [from, to] = [document.indexOf(start), document.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`The document has no ${start} … ${end}`);
	return `${document.slice(0, from)}${start}\n\n${text}\n\n${document.slice(to)}`;
}

/** What the README says of it. */
export function readmeFigures({ memory, throughput, batch, items, load }: Summary): string {
	const parts = [
		`a video of ${memory.fileMB} MB takes ${memory.ratio.toFixed(2)} x the memory of n8n's HTTP Request and ${throughput.ratioToHttpRequest.toFixed(2)} x its time`,
		`${batch.items} videos take ${batch.ratio.toFixed(2)} x the time of the best schedule`,
		`an item of ${items.items.toLocaleString('en-US')} costs ${items.cpuMsPerItem.toFixed(1)} ms of CPU`,
		`both nodes load in ${load.cpuMs.toFixed(0)} ms`,
	];
	return `How fast and how light it is: ${parts.join(', ')}. [All figures](docs/performance-table.md).`;
}

export interface Figures {
	summary: Summary;
	poll: SimulatedPolls;
	/** What stands in performance-table.md. */
	tables: string;
}

/** Writes the plot, the tables and the README's sentence. */
export function writeDocs({ summary, poll, tables }: Figures): void {
	const change = (name: string, text: string) => {
		const file = path.join(projectFolder, name);
		fs.writeFileSync(file, withFigures(fs.readFileSync(file, 'utf8'), text));
	};
	fs.writeFileSync(path.join(projectFolder, 'docs/poll-schedule.svg'), plotOf(poll));
	change('docs/performance-table.md', tables);
	change('README.md', readmeFigures(summary));
}
