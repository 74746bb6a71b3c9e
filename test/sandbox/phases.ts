/** What a request is about: each route has one. */
export const PHASES = [
	'submit',
	'status',
	'result',
	'sync',
	'upload',
	'history',
	'historyList',
	'credits',
	'download',
	'asset',
	'other',
] as const;

export type Phase = (typeof PHASES)[number];
