import { finishedAt, statusOf, type Job } from '../account/jobs';
import type { Media } from '../resultShapes';
import type { World } from '../world';
import { pixelSource } from './pictures';
import type { MediaFile } from './range';
import { isRatio, ratioOf, videoSource } from './videos';

const VIDEO_TYPE = 'video/mp4';
const IMAGE_TYPE = 'image/png';

const LAST_FRAME = /^([0-9a-f-]+)-last-frame\.png$/;
const OUTPUT = /^([0-9a-f-]+)\.(mp4|png)$/;
const SAMPLE = /^sample-(\d+)x(\d+)\.mp4$/;

const outputFile = (job: Job): MediaFile =>
	job.output === 'image'
		? { source: pixelSource(), contentType: IMAGE_TYPE }
		: { source: videoSource(ratioOf(job.body), job.videoBytes), contentType: VIDEO_TYPE };

const outputName = (job: Job) => `${job.requestId}.${job.output === 'image' ? 'png' : 'mp4'}`;

/** What a result says about a job's file. */
export function mediaOf(job: Job, base: string): Media {
	const { source, contentType } = outputFile(job);
	return {
		url: `${base}/files/${outputName(job)}`,
		lastFrameUrl: `${base}/files/${job.requestId}-last-frame.png`,
		contentType,
		fileName: outputName(job),
		fileSize: source.length,
	};
}

/** The job whose file an address names, or null. */
export function requestIdOf(fileName: string): string | null {
	return (LAST_FRAME.exec(fileName) ?? OUTPUT.exec(fileName))?.[1] ?? null;
}

function sampleFile(fileName: string): MediaFile | null {
	const [, width, height] = SAMPLE.exec(fileName) ?? [];
	const ratio = `${width}:${height}`;
	return isRatio(ratio) ? { source: videoSource(ratio), contentType: VIDEO_TYPE } : null;
}

/**
 * A file under /files, which anybody may read; null when there is none. Besides the jobs' files
 * there is a sample of every ratio (`sample-16x9.mp4`), to be used as an input.
 */
export function publishedFile(fileName: string, world: World): MediaFile | null {
	const sample = sampleFile(fileName);
	if (sample) return sample;
	const job = world.jobs.find(requestIdOf(fileName) ?? '');
	const now = world.now();
	if (!job || statusOf(job, now) !== 'COMPLETED') return null;
	if (now - finishedAt(job) >= world.options.fileTtlMs) return null;
	if (LAST_FRAME.test(fileName)) return { source: pixelSource(), contentType: IMAGE_TYPE };
	return fileName === outputName(job) ? outputFile(job) : null;
}
