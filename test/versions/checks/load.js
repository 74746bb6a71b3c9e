const assert = require('node:assert/strict');

const { SANDBOX_KEY } = require('../../sandbox');

/** The loader of this n8n takes node and credential, with icon and search words. */
async function load({ engine }) {
	const { description } = engine.loader.getNode('pixVerse').type;
	assert.equal(description.displayName, 'PixVerse');
	assert.ok(description.properties.some(({ name }) => name === 'operation'));
	const listed = engine.loader.types.nodes.find(({ name }) => name === 'pixVerse');
	assert.match(JSON.stringify(listed.iconUrl), /pixverse\.svg/);
	assert.ok(listed.codex.alias.length > 0);
	assert.equal(engine.loader.getCredential('segmindApi').type.name, 'segmindApi');
}

/** The Test button of the credential, with the helper that this n8n gives it. */
async function testCredential({ engine, sandbox }) {
	const { core } = engine;
	const functions = core.CredentialTestContext
		? new core.CredentialTestContext()
		: core.getCredentialTestFunctions();
	const { segmindApiTest } = engine.loader.getNode('pixVerse').type.methods.credentialTest;
	const judge = async (apiKey, baseUrl = sandbox.url) =>
		await segmindApiTest.call(functions, { data: { apiKey, baseUrl } });

	const good = await judge(SANDBOX_KEY);
	assert.equal(good.status, 'OK', good.message);
	assert.match(good.message, /100/);
	const bad = await judge('SG_ffffffffffffffff');
	assert.equal(bad.status, 'Error');
	assert.match(bad.message, /does not accept this key/);
	const closed = await judge(SANDBOX_KEY, 'http://127.0.0.1:1');
	assert.match(closed.message, /API Base URL/);
}

module.exports = { load, testCredential };
