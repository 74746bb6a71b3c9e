import type { Moment } from '../moment';
import { credential } from './credential';
import { credentialAnswers } from './credentialAnswers';
import { darkMode } from './darkMode';
import { dryRun } from './dryRun';
import { error } from './error';
import { fields } from './fields';
import { killedInMidPoll } from './killedInMidPoll';
import { killedWebhook } from './killedWebhook';
import { nodePanel } from './nodePanel';
import { retryExecution } from './retryExecution';
import { retryInEditor } from './retryInEditor';
import { reuse } from './reuse';
import { schemaPreview } from './schemaPreview';
import { stopInEachPhase } from './stopInEachPhase';
import { stopInEditor } from './stopInEditor';
import { switching } from './switching';
import { trigger } from './trigger';
import { triggerOverCrashes } from './triggerOverCrashes';
import { video } from './video';

export const MOMENTS: Moment[] = [
	nodePanel,
	credential,
	credentialAnswers,
	fields,
	switching,
	schemaPreview,
	video,
	error,
	darkMode,
	stopInEditor,
	stopInEachPhase,
	retryInEditor,
	retryExecution,
	dryRun,
	trigger,
	reuse,
	// The last ones, since they end n8n.
	killedInMidPoll,
	killedWebhook,
	triggerOverCrashes,
];
