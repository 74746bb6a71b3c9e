import type { INodeProperties } from 'n8n-workflow';

import type { Operation, Resource } from './operation';
import { OPERATIONS } from './operations';
import { videoOptions, waitForVideo } from './video/fields/videoOptions';

const RESOURCES: Readonly<Record<Resource, { label: string; description: string }>> = {
	account: { label: 'Account', description: 'The Segmind account behind the credential' },
	asset: { label: 'Asset', description: 'Files on Segmind that other fields can point to' },
	job: { label: 'Job', description: 'Jobs that were ordered before' },
	video: { label: 'Video', description: 'Make videos' },
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
	const first = operations[0].name;
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

/** All fields of the node, in the order in which the user sees them. */
export const nodeProperties: INodeProperties[] = [
	resourceSelector,
	...(Object.keys(RESOURCES) as Resource[]).map(operationSelector),
	...OPERATIONS.flatMap(({ fields }) => fields.filter(({ name }) => name !== 'additionalFields')),
	waitForVideo,
	...OPERATIONS.flatMap(({ fields }) => fields.filter(({ name }) => name === 'additionalFields')),
	videoOptions,
];
