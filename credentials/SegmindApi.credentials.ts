import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

/*
 * Has no `test` of its own on purpose: a declarative test cannot tell Segmind's two 404s apart and
 * passes any page of HTML. The node's `segmindApiTest` judges the answer (see `testedBy` there).
 */
export class SegmindApi implements ICredentialType {
	name = 'segmindApi';

	displayName = 'Segmind API';

	icon: Icon = {
		light: 'file:../nodes/PixVerse/pixverse.svg',
		dark: 'file:../nodes/PixVerse/pixverse.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-pixverse/n8n-nodes-pixverse#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. SG_…',
			description: 'Create one at platform.segmind.com/api-keys',
			hint: "Segmind's key. A key from platform.pixverse.ai does not work here.",
		},
		{
			displayName: 'API Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.segmind.com',
			description:
				'Change it only for a proxy or the sandbox. Uploads and the request history then go there, too.',
		},
	];

	/** Adds the key without the blanks that copying leaves around it. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return {
			...requestOptions,
			headers: { ...requestOptions.headers, 'x-api-key': String(credentials.apiKey ?? '').trim() },
		};
	}
}
