import assert from 'node:assert/strict';

import type { ICredentialTestFunctions, INodeType } from 'n8n-workflow';

import { SANDBOX_KEY } from '../../sandbox';
import type { Engine } from '../../support/engine';
import type { CheckContext } from './context';

/** The loader of this n8n takes node and credential, with icon and search words. */
export async function load({ engine }: CheckContext) {
	const { description } = nodeTypeOf(engine);
	assert.equal(description.displayName, 'PixVerse');
	assert.ok(description.properties.some(({ name }) => name === 'operation'));
	const listed = engine.loader.types.nodes.find(({ name }) => name === 'pixVerse');
	assert.match(JSON.stringify(listed?.iconUrl), /pixverse\.svg/);
	assert.ok((listed?.codex?.alias ?? []).length > 0);
	assert.equal(engine.loader.getCredential('segmindApi').type.name, 'segmindApi');
}

function nodeTypeOf({ loader }: Engine): INodeType {
	const { type } = loader.getNode('pixVerse');
	if (!('execute' in type)) throw new Error('The node has several versions');
	return type;
}

/** n8n 1.84 has a function where later ones have a class. */
function credentialTestFunctions({ core }: Engine): ICredentialTestFunctions {
	if ('CredentialTestContext' in core) return new core.CredentialTestContext();
	const make: unknown = Reflect.get(core, 'getCredentialTestFunctions');
	if (typeof make !== 'function') throw new Error('This n8n-core tests no credentials');
	return Reflect.apply(make, undefined, []) as ICredentialTestFunctions;
}

/** The Test button of the credential, with the helper that this n8n gives it. */
export async function testCredential({ engine, sandbox }: CheckContext) {
	const functions = credentialTestFunctions(engine);
	const test = nodeTypeOf(engine).methods?.credentialTest?.segmindApiTest;
	assert.ok(test);
	const judge = async (apiKey: string, baseUrl = sandbox.url) =>
		await test.call(functions, {
			id: '',
			name: 'Segmind',
			type: 'segmindApi',
			data: { apiKey, baseUrl },
		});

	const good = await judge(SANDBOX_KEY);
	assert.equal(good.status, 'OK', good.message);
	assert.match(good.message, /100/);
	const bad = await judge('SG_ffffffffffffffff');
	assert.equal(bad.status, 'Error');
	assert.match(bad.message, /does not accept this key/);
	const closed = await judge(SANDBOX_KEY, 'http://127.0.0.1:1');
	assert.match(closed.message, /API Base URL/);
}
