import { finishedAt, statusOf, type Job } from '../account/jobs';
import type { Media } from '../resultShapes';
import type { World } from '../world';
import { pixelSource } from './pictures';
import type { MediaFile } from './range';
import { isRatio, ratioOf, videoSource } from './videos';

const VIDEO_TYPE = 'video/mp4';
const IMAGE_TYPE = 'image/png';

const LAST_FRAME = /^([\w.-]+)-last-frame\.png$/;
const OUTPUT = /^([\w.-]+?)(?:-output-(\d+))?\.(mp4|png)$/;
const SAMPLE = /^sample-(\d+)x(\d+)\.mp4$/;

const outputFile = (job: Job): MediaFile =>
	job.output === 'image'
		? { source: pixelSource(), contentType: IMAGE_TYPE }
		: { source: videoSource(ratioOf(job.body), job.videoBytes), contentType: VIDEO_TYPE };

/** Of a job with several outputs the first is named as an only one. */
function outputName(job: Job, n = 1): string {
	const extension = job.output === 'image' ? 'png' : 'mp4';
	return `${job.requestId}${n === 1 ? '' : `-output-${n}`}.${extension}`;
}

/** The address of a job's `n`th file, from 1; null where it has none. */
export function outputUrl(job: Job, base: string, n: number): string | null {
	if (job.otherUrl !== null) return job.otherUrl;
	return job.output === 'text' ? null : `${base}/files/${outputName(job, n)}`;
}

/** What a result says about a job's file. */
export function mediaOf(job: Job, base: string): Media {
	const { source, contentType } = outputFile(job);
	return {
		url: job.otherUrl ?? `${base}/files/${outputName(job)}`,
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
	const n = Number(OUTPUT.exec(fileName)?.[2] ?? 1);
	return n <= job.outputs && fileName === outputName(job, n) ? outputFile(job) : null;
}
