'use strict';

const assert = require('node:assert/strict');

const { parseMp4 } = require('../../host/mp4');
const { nodeOf, picture, until, webhookExecution } = require('../steps');

module.exports = {
	webhooks: true,
	async run(stage) {
		const { world, workflow, n8nUrl } = stage;
		const form = new FormData();
		form.append('field-0', new Blob([picture('bud')], { type: 'image/png' }), 'bud.png');
		form.append('field-1', new Blob([picture('flower')], { type: 'image/png' }), 'flower.png');
		form.append('field-2', 'The bud opens');
		const url = `${n8nUrl}/form/${nodeOf(workflow, 'Form').webhookId}`;
		const send = async (password) =>
			await fetch(url, {
				method: 'POST',
				headers: { authorization: `Basic ${btoa(`maker:${password}`)}` },
				body: form,
			});
		const registered = async () => (await send('wrong')).status !== 404;
		await until('the form', registered);
		assert.equal((await send('wrong')).status, 401, 'the form must ask for its password');
		assert.equal((await send('stand-in')).status, 200);
		await webhookExecution(stage);
		const [[key, bytes], ...others] = [...world.objects];
		assert.equal(others.length, 0);
		assert.match(key, /^transitions\/pixverse-.+\.mp4$/);
		parseMp4(bytes);
	},
};
