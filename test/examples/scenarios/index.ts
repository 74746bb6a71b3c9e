import type { Scenario } from '../steps';
import { aiAgentWithVideos } from './ai-agent-with-videos';
import { dailyShortWithApproval } from './daily-short-with-approval';
import { formPicturesToS3 } from './form-pictures-to-s3';
import { logFailuresAndRecover } from './log-failures-and-recover';
import { productPhotosToVideos } from './product-photos-to-videos';
import { promptToVideoFile } from './prompt-to-video-file';
import { recoverAfterACrash } from './recover-after-a-crash';
import { rowsToVideosCrashSafe } from './rows-to-videos-crash-safe';
import { sheetToVideosInDrive } from './sheet-to-videos-in-drive';
import { submitWaitGetLoop } from './submit-wait-get-loop';
import { telegramPhotoToVideo } from './telegram-photo-to-video';

/** By the example's name. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
	'ai-agent-with-videos': aiAgentWithVideos,
	'daily-short-with-approval': dailyShortWithApproval,
	'form-pictures-to-s3': formPicturesToS3,
	'log-failures-and-recover': logFailuresAndRecover,
	'product-photos-to-videos': productPhotosToVideos,
	'prompt-to-video-file': promptToVideoFile,
	'recover-after-a-crash': recoverAfterACrash,
	'rows-to-videos-crash-safe': rowsToVideosCrashSafe,
	'sheet-to-videos-in-drive': sheetToVideosInDrive,
	'submit-wait-get-loop': submitWaitGetLoop,
	'telegram-photo-to-video': telegramPhotoToVideo,
};
