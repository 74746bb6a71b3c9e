'use strict';

/**
 * The forms in which a finished job's media has been seen or may appear. The first is what
 * Segmind documents; the others come from client code, or are guesses that clients tolerate.
 */
const SHAPES = {
	documented: (media) => ({ output: media.url, video: videoObject(media) }),
	lastFrame: (media) => ({
		output: media.url,
		video: { ...videoObject(media), last_frame_url: media.lastFrameUrl },
	}),
	videoOnly: (media) => ({ video: { url: media.url } }),
	outputOnly: (media) => ({ output: media.url }),
	outputList: (media) => ({ output: [media.url] }),
	outputObject: (media) => ({ output: { url: media.url } }),
	outputVideoUrl: (media) => ({ output: { video_url: media.url } }),
	videosList: (media) => ({ videos: [{ url: media.url }] }),
	videoString: (media) => ({ video: media.url }),
	videoUrl: (media) => ({ video_url: media.url }),
	noUrl: () => ({ output: null }),
};

/** Only `video` and `seed`, with no status and no metrics around them: as one client mocks it. */
const BARE = 'bare';

const RESULT_SHAPES = [...Object.keys(SHAPES), BARE];

function videoObject(media) {
	return {
		url: media.url,
		content_type: media.contentType,
		file_name: media.fileName,
		file_size: media.fileSize,
	};
}

/**
 * The part of a result body that names the media, in the wanted form.
 *
 * @param {string} shape one of RESULT_SHAPES
 * @param {{ url: string, lastFrameUrl: string, contentType: string, fileName: string,
 *   fileSize: number }} media
 */
function mediaFields(shape, media) {
	return SHAPES[shape === BARE ? 'videoOnly' : shape](media);
}

module.exports = { RESULT_SHAPES, BARE, mediaFields };
