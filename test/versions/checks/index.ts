// The core of the engine tests, as rows of the table. `modes` says with which binary data they run.
import type { BinaryMode } from '../../support/engine';
import * as binary from './binary';
import type { CheckContext } from './context';
import * as errors from './errors';
import * as load from './load';
import * as memory from './memory';
import * as seeds from './seeds';
import { stop } from './stop';

export interface Check {
	title: string;
	modes: BinaryMode[];
	check: (context: CheckContext) => Promise<void>;
}

const FILES: BinaryMode[] = ['filesystem'];
const BOTH: BinaryMode[] = ['filesystem', 'default'];

export const CHECKS: Check[] = [
	{ title: 'loads', modes: FILES, check: load.load },
	{ title: 'credential test', modes: FILES, check: load.testCredential },
	{ title: 'seed video, async', modes: FILES, check: seeds.asyncVideoSeed },
	{ title: 'seed video, sync', modes: BOTH, check: seeds.syncVideoSeed },
	{ title: 'seed transition, async', modes: FILES, check: seeds.asyncTransitionSeed },
	{ title: 'seed transition, sync', modes: FILES, check: seeds.syncTransitionSeed },
	{ title: 'Retry On Fail picks up', modes: FILES, check: memory.retryOnFail },
	{ title: 'Retry execution picks up', modes: FILES, check: memory.retryExecution },
	{ title: 'video stored', modes: BOTH, check: binary.video },
	{ title: 'file uploaded', modes: BOTH, check: binary.upload },
	{ title: 'Stop under 2 s', modes: FILES, check: stop },
	{ title: 'error as thrown', modes: FILES, check: errors.thrownError },
	{ title: 'error under continue', modes: FILES, check: errors.continued },
	{ title: 'error output', modes: FILES, check: errors.errorOutput },
	{ title: 'refused key: one POST', modes: FILES, check: errors.refusedKey },
	{ title: 'redirect not followed', modes: FILES, check: errors.redirect },
	{ title: 'unknown outcome not resent', modes: FILES, check: errors.unknownOutcome },
	{ title: 'summary hint', modes: FILES, check: errors.hint },
];
