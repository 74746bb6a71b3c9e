import type { Moment } from '../moment';
import { credential } from './credential';
import { credentialAnswers } from './credentialAnswers';
import { darkMode } from './darkMode';
import { error } from './error';
import { fields } from './fields';
import { killedInMidPoll } from './killedInMidPoll';
import { nodePanel } from './nodePanel';
import { retryExecution } from './retryExecution';
import { retryInEditor } from './retryInEditor';
import { schemaPreview } from './schemaPreview';
import { stopInEachPhase } from './stopInEachPhase';
import { stopInEditor } from './stopInEditor';
import { switching } from './switching';
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
	// The last one, since it ends n8n.
	killedInMidPoll,
];
