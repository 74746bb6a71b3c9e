import type { JsonObject, MediaObject } from './protocol';

/** What a result says about a job's file. */
export interface Media {
	url: string;
	lastFrameUrl: string;
	contentType: string;
	fileName: string;
	fileSize: number;
}

const videoObject = (media: Media): MediaObject => ({
	url: media.url,
	content_type: media.contentType,
	file_name: media.fileName,
	file_size: media.fileSize,
});

/**
 * The forms in which a finished job's media has been seen or may appear. The first is what
 * Segmind documents; the others come from client code, or are guesses that clients tolerate.
 */
const SHAPES = {
	documented: (media: Media) => ({ output: media.url, video: videoObject(media) }),
	lastFrame: (media: Media) => ({
		output: media.url,
		video: { ...videoObject(media), last_frame_url: media.lastFrameUrl },
	}),
	videoOnly: (media: Media) => ({ video: { url: media.url } }),
	outputOnly: (media: Media) => ({ output: media.url }),
	outputList: (media: Media) => ({ output: [media.url] }),
	outputObject: (media: Media) => ({ output: { url: media.url } }),
	outputVideoUrl: (media: Media) => ({ output: { video_url: media.url } }),
	videosList: (media: Media) => ({ videos: [{ url: media.url }] }),
	videoString: (media: Media) => ({ video: media.url }),
	videoUrl: (media: Media) => ({ video_url: media.url }),
	outputsList: (media: Media) => ({ outputs: [media.url] }),
	outputsObjects: (media: Media) => ({ outputs: [{ type: 'video', url: media.url }] }),
	outputUrl: (media: Media) => ({ output_url: media.url }),
	url: (media: Media) => ({ url: media.url }),
	fileUrl: (media: Media) => ({ file_url: media.url }),
	videoList: (media: Media) => ({ video: [{ url: media.url }] }),
	resultVideo: (media: Media) => ({ result: { video: { url: media.url } } }),
	dataOutput: (media: Media) => ({ data: { output: media.url } }),
	assetsSrc: (media: Media) => ({ assets: [{ kind: 'poster' }, { src: media.url }] }),
	gsUrl: (media: Media) => ({ output: `gs://bucket/${media.fileName}` }),
	s3Url: (media: Media) => ({ output: `s3://bucket/${media.fileName}` }),
	dataUri: () => ({ output: 'data:text/plain;base64,U2FuZGJveA==' }),
	noUrl: () => ({ output: null }),
	/** Only `video` and `seed`, with no status and no metrics around them: as one client mocks it. */
	bare: (media: Media) => ({ video: { url: media.url } }),
} satisfies Record<string, (media: Media) => JsonObject>;

export type ResultShape = keyof typeof SHAPES;

export const isResultShape = (value: unknown): value is ResultShape =>
	typeof value === 'string' && Object.keys(SHAPES).includes(value);

export const RESULT_SHAPES: readonly ResultShape[] = Object.keys(SHAPES).filter(isResultShape);

/** The part of a result body that names the media, in the wanted form. */
export const mediaFields = (shape: ResultShape, media: Media): JsonObject => SHAPES[shape](media);
