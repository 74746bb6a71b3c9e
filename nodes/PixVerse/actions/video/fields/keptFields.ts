import type { INodeProperties } from 'n8n-workflow';

import { parameterName } from '../../../models/parameterName';
import { VIDEO_OPERATIONS } from '../../../models/types';
import { sharedFields, slugsOf } from './sharedFields';

/**
 * Keeps what a user switched off while another model is looked at: n8n's editor drops the value of
 * a field that is not shown, and the switch would be on again afterwards, and cost. So the value
 * stands in a hidden field of the same name wherever the visible one does not. With Model as an
 * expression the visible one is shown, and this one is not.
 */
export function keptFields(): INodeProperties[] {
	const kept = new Map<string, { label: string; initial: boolean; slugs: Set<string> }>();
	for (const shared of VIDEO_OPERATIONS.flatMap(sharedFields)) {
		const { apiName, field, inAllModels } = shared;
		if (field.kind !== 'switch' || !field.required || inAllModels) continue;
		const { label, default: initial } = field;
		const entry = kept.get(apiName) ?? { label, initial, slugs: new Set<string>() };
		for (const slug of slugsOf(shared)) entry.slugs.add(slug);
		kept.set(apiName, entry);
	}
	return [...kept].map(([apiName, { label, initial, slugs }]) => ({
		displayName: label,
		name: parameterName(apiName),
		type: 'hidden',
		displayOptions: {
			show: { resource: ['video'] },
			hide: { model: [...slugs, { _cnd: { startsWith: '=' } }] },
		},
		default: initial,
	}));
}
