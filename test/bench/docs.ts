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

/** What the README says of it: it is counted in words. */
export function readmeFigures({ memory, throughput, load }: Summary): string {
	const [time, peak] = [throughput.ratioToHttpRequest, memory.ratio].map((ratio) =>
		ratio.toFixed(2),
	);
	return `Beside n8n's HTTP Request, ${memory.fileMB} MB take ${time} x the time and ${peak} x the memory; both nodes load in ${load.cpuMs.toFixed(0)} ms. [All figures](docs/performance-table.md).`;
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
