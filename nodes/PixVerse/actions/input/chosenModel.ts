import type { IExecuteFunctions } from 'n8n-workflow';

import type { Problem } from '../../domain/problem';

/** The model that an item asks for, as far as it can be read. */
function chosenModel(n8n: IExecuteFunctions, itemIndex: number): string | undefined {
	try {
		if (n8n.getNodeParameter('resource', itemIndex, 'video') !== 'video') return undefined;
		const isCustom = n8n.getNodeParameter('operation', itemIndex, '') === 'custom';
		const slug = n8n.getNodeParameter(isCustom ? 'modelSlug' : 'model', itemIndex, '');
		return typeof slug === 'string' && slug.trim() ? slug.trim() : undefined;
	} catch {
		return undefined; // an expression that fails; the problem at hand says so
	}
}

/** Names the item's model in a problem that came up before anything was ordered. */
export function withChosenModel(
	n8n: IExecuteFunctions,
	itemIndex: number,
	problem: Problem,
): Problem {
	if (problem.model !== undefined) return problem;
	const model = chosenModel(n8n, itemIndex);
	return model === undefined ? problem : { ...problem, model };
}
