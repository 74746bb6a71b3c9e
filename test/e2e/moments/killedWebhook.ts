import assert from 'node:assert/strict';

import { waitForExecutions } from '../../host/executions';
import {
	fiveOrders,
	fleetWorkflow,
	KILLED_PROMPTS,
	prepareAccount,
	retriesWithoutPayingAgain,
} from '../../host/killedRun';
import { callWebhook } from '../../host/webhook';
import { theOnly } from '../../support/lists';
import type { Moment } from '../moment';

const ROUTE = 'fleet';

export const killedWebhook: Moment = {
	name: 'killed-webhook',
	title: 'kill -9 after 5 of 8 orders, restart, Retry: 8 orders in all, 8 videos',
	async run(stage) {
		const { client, credential, sandbox } = stage;
		prepareAccount(sandbox);
		const { id } = await client.createWorkflow(fleetWorkflow(credential, ROUTE));
		await client.activateWorkflow(id);
		await callWebhook(client, ROUTE, { prompts: KILLED_PROMPTS });
		await fiveOrders(sandbox);
		await stage.n8n.kill9();
		await stage.restartN8n();
		await client.logIn();
		const killed = theOnly(await waitForExecutions(client, id));
		assert.equal(killed.status, 'crashed');
		const figures = await retriesWithoutPayingAgain(client, sandbox, killed.id);
		await client.deactivateWorkflow(id);
		return figures;
	},
};
