import type { Operation } from '../operation';

/** Asks for the account's balance; costs nothing. */
export const getCredits: Operation = {
	resource: 'account',
	name: 'getCredits',
	label: 'Get Credits',
	action: 'Get account credits',
	description: "Get the account's credits, in US dollars",
	fields: [],
	async execute(run) {
		const { readCredits } = await import('./readCredits');
		return await readCredits(run);
	},
};
