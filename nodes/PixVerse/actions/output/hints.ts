import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Problem } from '../../domain/problem';
import { usdText } from '../../models/estimate';
import { isProblemItem } from './errorOutput';

/** `addExecutionHints` came with n8n 1.7x; without it a run has no summary, and nothing else is lost. */
function addHint(n8n: IExecuteFunctions, message: string, type: 'info' | 'warning'): void {
	if (typeof n8n.addExecutionHints !== 'function') return;
	n8n.addExecutionHints({ message, type, location: 'outputPane' });
}

function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What the run made and what it cost, as far as the API told. */
function summaryOf(items: readonly INodeExecutionData[], isManual: boolean): string {
	const json = items.map((item) => item.json);
	const made = json.filter(({ finished, status }) => finished === true && status === 'COMPLETED');
	const submitted = json.filter(
		({ finished, status }) => finished === false && status === 'QUEUED',
	);
	const resumed = [...made, ...submitted].filter((item) => item.resumed === true).length;
	const costs = made
		.filter((item) => item.resumed !== true)
		.flatMap(({ cost }) => (typeof cost === 'number' ? [cost] : []));
	const balances = made.flatMap(({ remainingCredits }) =>
		typeof remainingCredits === 'number' ? [remainingCredits] : [],
	);
	const failed = items.filter(isProblemItem).length;
	const done = [
		made.length > 0 ? `${counted(made.length, 'video')} made` : '',
		submitted.length > 0 ? `${counted(submitted.length, 'job')} submitted` : '',
		failed > 0 ? `${failed} failed` : '',
	].filter((part) => part !== '');
	const sentences = [
		done.length > 0 ? `${done.join(', ')}.` : '',
		resumed > 0 ? `${resumed} of them picked up from an earlier try, not paid again.` : '',
		costs.length > 0
			? `Cost: ${Number(costs.reduce((sum, cost) => sum + cost, 0).toFixed(4))} USD.`
			: '',
		balances.length > 0 ? `Credits left: ${Number(Math.min(...balances).toFixed(4))}.` : '',
		isManual && made.length + submitted.length > 0
			? 'Executing this step again orders new videos; Job > Get fetches a finished one for nothing.'
			: '',
	];
	return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** A finished job of another model whose output is no file that could be fetched. */
export function addNoFileHint(n8n: IExecuteFunctions, itemIndex: number, why: Problem): void {
	addHint(
		n8n,
		`Item ${itemIndex} has no file: what the job answered with stands in "output". ${why.description}`,
		'warning',
	);
}

/** Files of listed jobs that could not be fetched; their items are there all the same. */
export function addMissingFilesHint(n8n: IExecuteFunctions, missing: number, all: number): void {
	if (missing === 0) return;
	addHint(
		n8n,
		`${missing} of ${counted(all, 'file')} could not be fetched: why stands in "downloadError" of the item. Segmind keeps files for about 7 days.`,
		'warning',
	);
}

export function addSummaryHint(n8n: IExecuteFunctions, items: readonly INodeExecutionData[]): void {
	const message = summaryOf(items, n8n.getMode() === 'manual');
	if (message) addHint(n8n, message, 'info');
}

/** " Ordered, 3 videos would cost about 0.84 USD (estimate)." */
function costText(items: readonly INodeExecutionData[]): string {
	const costs = items.flatMap(({ json }) => (typeof json.cost === 'number' ? [json.cost] : []));
	if (costs.length === 0) return '';
	const sum = costs.reduce((total, cost) => total + cost, 0);
	const videos = counted(costs.length, 'video');
	return ` For real, ${videos} would cost ${usdText(sum)} (an estimate).`;
}

export function addDryRunHint(n8n: IExecuteFunctions, items: readonly INodeExecutionData[]): void {
	addHint(
		n8n,
		`Dry run: nothing was sent and nothing was charged.${costText(items)} The request IDs and videos are stand-ins; set Options > Dry Run to Off to make real ones.`,
		'warning',
	);
}

/** Which earlier jobs stand for orders, and how to order anew all the same. */
export function addReuseHint(
	n8n: IExecuteFunctions,
	{ orderedAt, byItself }: { orderedAt: readonly string[]; byItself: boolean },
): void {
	if (orderedAt.length === 0) return;
	const jobs = orderedAt.length === 1 ? 'equal job was' : 'equal jobs were';
	const named = orderedAt.slice(0, 10).join(', ');
	const rest = orderedAt.length > 10 ? ` and ${orderedAt.length - 10} more` : '';
	const why = byItself ? ' n8n had lost what this execution had ordered.' : '';
	addHint(
		n8n,
		`${orderedAt.length} ${jobs} taken up from the request history, not ordered and not paid again (ordered at ${named}${rest}).${why} To order anew, set Options > Reuse Equal Jobs (Hours) to 0.`,
		'info',
	);
}
