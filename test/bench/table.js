'use strict';

const os = require('node:os');

/** What --quick leaves out is shown as a dash. */
const one = (value) => value?.toFixed(1) ?? '–';
const two = (value) => value.toFixed(2);
const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`;

/** What was measured, what it stands beside, and what is promised. */
function rowsOf(summary, measured) {
	const { batch, poll, memory, throughput, load, overhead, package: size } = summary;
	const { batch: walls, overhead: perItem, poll: simulated, memory: peaks } = measured;
	const looks = ({ meanOvershootS, meanPolls }) =>
		`${two(meanOvershootS)} s, ${one(meanPolls)} looks`;
	const fixed = [...simulated.fixed].map(([gapS, result]) => `every ${gapS} s: ${looks(result)}`);
	return [
		[
			'40 videos of 1 to 4 s, 10 at a time',
			`${one(batch.wallS)} s`,
			`best schedule ${one(batch.idealS)} s; HTTP Request in batches of 10 ${one(walls.inBatches)} s, all 40 at once ${one(batch.httpRequestS)} s; submit, Wait 1 s, status, IF, download ${one(walls.handMade)} s`,
			'≤ 1.10 x best',
		],
		[
			'Wait after a video is ready, looks at its status (simulated)',
			looks(poll),
			fixed.join('; '),
			'≤ 0.6 x the wait of every 5 s, no more looks',
		],
		[
			'The same, 10 jobs at once, 5 requests a minute (simulated)',
			looks(poll.fiveRpm),
			'submits and results count too',
			'',
		],
		[
			'Memory for one video of 500 MB (100 MB)',
			`${one(memory.peakDeltaMB)} MB (${one(memory.peakDelta100MB)} MB)`,
			`HTTP Request ${one(memory.httpRequestPeakDeltaMB)} MB, bare pipeline ${one(peaks['pipeline big'])} MB`,
			'below HTTP Request, no growth',
		],
		[
			'Memory for 40 videos of 20 MB',
			`${one(memory.fortyPeakDeltaMB)} MB`,
			`HTTP Request ${one(memory.httpRequestFortyPeakDeltaMB)} MB, bare pipeline ${one(peaks['pipeline many'])} MB`,
			'below HTTP Request',
		],
		[
			'Download of 500 MB, against a bare fetch to file',
			`${two(throughput.ratioToPipeline)} x`,
			`HTTP Request ${two(throughput.httpRequestRatioToPipeline)} x`,
			'≤ 1.25 x, below HTTP Request',
		],
		[
			'Loading the node',
			`${one(load.ms)} ms, ${load.heapKB} kB of heap`,
			`empty node ${one(load.emptyNodeMs)} ms, HTTP Request ${one(load.httpRequestNodeMs)} ms`,
			"≤ 15 ms, ≤ 1/4 of HTTP Request's",
		],
		[
			'CPU per item, 1,000 dry-run items',
			`${two(overhead.msPerItem)} ms`,
			`100 items ${two(perItem[100])} ms, 10,000 items ${two(perItem[10_000])} ms`,
			'≤ 1 ms, linear',
		],
		[
			'Package',
			`${kilobytes(size.packedBytes)} packed`,
			`${kilobytes(size.unpackedBytes)} unpacked`,
			'≤ 150 kB packed',
		],
	];
}

function machine() {
	const { version } = require('../host/node_modules/n8n/package.json');
	const memoryGB = Math.round(os.totalmem() / 2 ** 30);
	return `${os.cpus().length} cores, ${memoryGB} GB, ${os.type()}; n8n ${version}`;
}

/** @returns {string} a Markdown table with the date and the machine below */
function tableOf(summary, measured, date = new Date()) {
	const head = ['', 'This node', 'Beside it', 'Target'];
	const lines = [head, head.map(() => '---'), ...rowsOf(summary, measured)];
	const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
	return `${table}\n\nMeasured on ${date.toISOString().slice(0, 10)}: ${machine()}.`;
}

module.exports = { tableOf };
