import type { INodeProperties } from 'n8n-workflow';

import type { Operation, Resource } from './operation';
import { OPERATIONS } from './operations';
import { keptFields } from './video/fields/keptFields';
import { videoOptions, waitForVideo } from './video/fields/videoOptions';

const RESOURCES: Readonly<Record<Resource, { label: string; description: string }>> = {
	video: { label: 'Video', description: 'Make videos' },
	job: { label: 'Job', description: 'Jobs that were ordered before' },
	asset: { label: 'Asset', description: 'Files on Segmind that other fields can point to' },
	account: { label: 'Account', description: 'The Segmind account behind the credential' },
};

const resourceSelector: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: (Object.keys(RESOURCES) as Resource[]).map((value) => ({
		name: RESOURCES[value].label,
		value,
		description: RESOURCES[value].description,
	})),
	default: 'video',
};

function operationSelector(resource: Resource): INodeProperties {
	const operations = OPERATIONS.filter((operation) => operation.resource === resource);
	const first = operations[0]?.name ?? '';
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: operations.map(({ name, label, action, description }: Operation) => ({
			name: label,
			value: name,
			action,
			description,
		})),
		default: first,
	};
}

/** Under the node's name on the canvas stands what the chosen operation is called in the panel. */
export const subtitle = `={{ (${JSON.stringify(
	Object.fromEntries(OPERATIONS.map(({ name, label }) => [name, label])),
)})[$parameter["operation"]] }}`;

/** All fields of the node, in the order in which the user sees them. */
export const nodeProperties: INodeProperties[] = [
	resourceSelector,
	...(Object.keys(RESOURCES) as Resource[]).map(operationSelector),
	...OPERATIONS.flatMap(({ fields }) => fields.filter(({ name }) => name !== 'additionalFields')),
	...keptFields(),
	waitForVideo,
	...OPERATIONS.flatMap(({ fields }) => fields.filter(({ name }) => name === 'additionalFields')),
	videoOptions,
];
