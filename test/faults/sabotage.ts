// Switches one safeguard off, in a copy of the build that is thrown away: the campaign must see it.
import fs from 'node:fs';
import path from 'node:path';

import { PROJECT } from '../support/engine';
import { copyPackage } from '../support/packageCopy';

interface Change {
	/** Below dist/nodes/PixVerse. */
	file: string;
	stands: string | RegExp;
	instead: string;
	/** Schedules within which it must be seen; engine ones where only the transport shows it. */
	counts: { engine: number; simulated: number };
}

const IN_SIMULATION = { engine: 0, simulated: 100 };
const IN_ENGINE = { engine: 100, simulated: 0 };

export const SABOTAGES: Readonly<Record<string, Change>> = {
	memory: {
		file: 'jobs/memory.js',
		stands: 'find(key) {',
		instead: 'find(key) {\n        return undefined;',
		counts: IN_SIMULATION,
	},
	resend: {
		file: 'jobs/submit.js',
		stands: 'const answer = await send(built.body);',
		instead:
			"let answer = await send(built.body);\n        if (answer.kind === 'unknown') answer = { ...answer, kind: 'notAccepted', mayResend: true };",
		counts: IN_SIMULATION,
	},
	typecheck: {
		file: 'transport/file/fileType.js',
		stands: /function objectionTo\([^)]*\) \{/,
		instead: '$&\n    return undefined;',
		counts: { engine: 60, simulated: 0 },
	},
	downloadQueue: {
		file: 'jobs/pacing/downloadQueue.js',
		stands: 'await myTurn;',
		instead: '',
		counts: IN_SIMULATION,
	},
	oneJobOneItem: {
		file: 'jobs/reuse/claims.js',
		stands: 'taken() {',
		instead: 'taken() {\n        return new Set();',
		counts: IN_SIMULATION,
	},
	bodyComparison: {
		file: 'jobs/reuse/canonical.js',
		stands: /function projection\([^)]*\{ values \}\) \{/,
		instead: "$&\n    return '';",
		counts: IN_SIMULATION,
	},
	uploadsInTurn: {
		file: 'jobs/uploads.js',
		stands: 'this.last.then(',
		instead: 'Promise.resolve().then(',
		counts: IN_SIMULATION,
	},
	/** Limits end the whole run and name nothing. */
	limitsOfAll: {
		file: 'jobs/runOrders.js',
		stands: /const refusal = [\s\S]*? : orders;/,
		instead:
			"const refusal = check.kind === 'problem' ? check.problem : undefined;\n    if (refusal && stopsAtFirstProblem) return { kind: 'failed', problem: refusal };\n    const allowed = refusal ? [] : orders;",
		counts: IN_SIMULATION,
	},
	maxVideos: {
		file: 'actions/video/spendLimits.js',
		stands: /function tooManyVideos\([^]*?\) \{\n/,
		instead: '$&    return undefined;\n',
		counts: IN_SIMULATION,
	},
	/** Expired records lose the video. */
	keptAddress: {
		file: 'jobs/memory.js',
		stands: /result,(\s*isReused)/,
		instead: 'result: { ...result, videoUrl: undefined },$1',
		counts: IN_SIMULATION,
	},
	unreadableHistory: {
		file: 'jobs/reuse/reuseJobs.js',
		stands: /if \(found\.kind !== 'found'\)\s*return found;/,
		instead: "if (found.kind !== 'found') return { kind: 'reused', orderedAtMs: [] };",
		counts: IN_SIMULATION,
	},
	/** FAILED of another request is believed. */
	ownFailure: {
		file: 'transport/segmind/jobAnswer.js',
		stands: /const isOwn = [^;]*;/,
		instead: 'const isOwn = true;',
		counts: IN_ENGINE,
	},
	gatewayWord: {
		file: 'transport/segmind/jobAnswer.js',
		stands: "if (status === 'FAILED' && isOwn)",
		instead: "if (status === 'FAILED' || state === 'ERROR')",
		counts: IN_ENGINE,
	},
	/** An expression that evaluates anew is a new order. */
	writtenOrder: {
		file: 'actions/video/order/orderKey.js',
		stands: /const written = [^;]*;/,
		instead: 'const written = hash(orders.map(({ body }) => body));',
		counts: IN_ENGINE,
	},
	endedJobs: {
		file: 'jobs/watch/judgeEnds.js',
		stands: 'memory.ended.has(id) || memory.passed.has(id)',
		instead: 'false',
		counts: IN_ENGINE,
	},
	uploadsOnce: {
		file: 'jobs/uploads.js',
		stands: 'this.memory.findUpload(file.sha256)',
		instead: 'undefined',
		counts: IN_SIMULATION,
	},
};

/** @param what one of SABOTAGES; nothing leaves the build as it is */
export function sabotage(what?: string): { packageDir: string; remove: () => void } {
	if (what === undefined) return { packageDir: PROJECT, remove: () => undefined };
	const change = SABOTAGES[what];
	if (!change) throw new Error(`Sabotage is one of ${Object.keys(SABOTAGES).join(', ')}`);
	const { folder, nodeDir, remove } = copyPackage();
	const file = path.join(nodeDir, change.file);
	const code = fs.readFileSync(file, 'utf8');
	const weakened = code.replace(change.stands, change.instead);
	if (weakened === code) throw new Error(`${change.file} no longer holds what ${what} changes`);
	fs.writeFileSync(file, weakened);
	return { packageDir: folder, remove };
}
