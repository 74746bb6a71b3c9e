'use strict';

const { finishedAt, statusOf } = require('../account/jobs.js');
const { pixelSource } = require('./pictures.js');
const { RATIOS, ratioOf, videoSource } = require('./videos.js');

const VIDEO_TYPE = 'video/mp4';
const IMAGE_TYPE = 'image/png';

const LAST_FRAME = /^([0-9a-f-]+)-last-frame\.png$/;
const OUTPUT = /^([0-9a-f-]+)\.(mp4|png)$/;
const SAMPLE = /^sample-(\d+)x(\d+)\.mp4$/;

const outputSource = (job) =>
	job.output === 'image' ? pixelSource() : videoSource(ratioOf(job.body), job.videoBytes);

const outputName = (job) => `${job.requestId}.${job.output === 'image' ? 'png' : 'mp4'}`;

/** What a result says about a job's file. */
function mediaOf(job, base) {
	return {
		url: `${base}/files/${outputName(job)}`,
		lastFrameUrl: `${base}/files/${job.requestId}-last-frame.png`,
		contentType: job.output === 'image' ? IMAGE_TYPE : VIDEO_TYPE,
		fileName: outputName(job),
		fileSize: outputSource(job).length,
	};
}

/** The job whose file an address names, or null. */
function requestIdOf(fileName) {
	return (LAST_FRAME.exec(fileName) ?? OUTPUT.exec(fileName))?.[1] ?? null;
}

/**
 * A file under /files, which anybody may read; null when there is none. Besides the jobs' files
 * there is a sample of every ratio (`sample-16x9.mp4`), to be used as an input.
 *
 * @param {string} fileName
 * @param {import('../world.js').World} world
 * @returns {{ source: import('./source.js').Source, contentType: string } | null}
 */
function publishedFile(fileName, world) {
	const sample = SAMPLE.exec(fileName);
	if (sample && RATIOS.includes(`${sample[1]}:${sample[2]}`)) {
		return { source: videoSource(`${sample[1]}:${sample[2]}`), contentType: VIDEO_TYPE };
	}
	const job = world.jobs.find(requestIdOf(fileName) ?? '');
	const now = world.now();
	if (!job || statusOf(job, now) !== 'COMPLETED') return null;
	if (now - finishedAt(job) >= world.options.fileTtlMs) return null;
	if (LAST_FRAME.test(fileName)) return { source: pixelSource(), contentType: IMAGE_TYPE };
	if (fileName !== outputName(job)) return null;
	return {
		source: outputSource(job),
		contentType: job.output === 'image' ? IMAGE_TYPE : VIDEO_TYPE,
	};
}

module.exports = { mediaOf, publishedFile, requestIdOf };
