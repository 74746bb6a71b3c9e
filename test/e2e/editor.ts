import assert from 'node:assert/strict';

import type { Page } from 'playwright-core';

import { OWNER } from '../host/rest';
import { eventually } from '../support/waiting';

const WAIT_MS = 45_000;
/** What is tried again where the page does not follow. */
const TRY_MS = 3_000;

/** Runs in the page before n8n's own script. */
const NOTE_CONNECTION = `
	window.WebSocket = class extends WebSocket {
		constructor(...given) {
			super(...given);
			this.addEventListener('open', () => {
				document.documentElement.dataset.connected = 'yes';
			});
		}
	};`;

/** n8n's editor as its user sees it. What is read or clicked here is found by n8n's own test IDs. */
export class Editor {
	/** @param url of n8n */
	constructor(
		readonly page: Page,
		readonly url: string,
	) {
		page.setDefaultTimeout(WAIT_MS);
		// "Leave without saving?"
		page.on('dialog', (dialog) => void dialog.accept());
	}

	/** @param id n8n's own name of a part of the page */
	part(id: string) {
		return this.page.getByTestId(id);
	}

	async logIn() {
		await this.page.addInitScript({ content: NOTE_CONNECTION });
		await this.page.goto(`${this.url}/signin`);
		await this.part('emailOrLdapLoginId')
			.locator('input')
			.or(this.page.locator('input[name=emailOrLdapLoginId]'))
			.first()
			.fill(OWNER.email);
		await this.page.locator('input[type=password]').fill(OWNER.password);
		await this.part('form-submit-button').click();
		await this.page.waitForURL((address) => !address.pathname.startsWith('/signin'));
	}

	/** A workflow without nodes. */
	async openNewWorkflow() {
		await this.#open('new');
		await this.part('canvas-add-button').waitFor();
	}

	async openWorkflow(workflowId: string) {
		await this.#open(workflowId);
		await this.part('canvas-node').first().waitFor();
	}

	/** n8n shows a workflow before it can run it: that takes a connection to the server. */
	async #open(path: string) {
		await this.page.goto(`${this.url}/workflow/${path}`);
		await this.page.waitForFunction(() => document.documentElement.dataset.connected === 'yes');
	}

	/** Opens a node's own view with its input, its fields and its output. */
	async openNode(workflowId: string, nodeId: string = 'pixverse') {
		await this.#open(`${workflowId}/${nodeId}`);
		await this.part('node-parameters').waitFor();
	}

	async closeNode() {
		await this.part('ndv-close-button').click();
		await this.part('ndv').waitFor({ state: 'hidden' });
	}

	/** Searches in the node panel. */
	async searchNode(words: string) {
		await eventually(async () => {
			if (!(await this.part('node-creator').isVisible())) await this.page.keyboard.press('n');
			await this.part('node-creator-search-bar').fill(words, { timeout: TRY_MS });
		});
	}

	/** An entry of the node panel: a node, or one of its operations. */
	nodePanelEntry(name: string) {
		return this.part('item-iterator-item').filter({
			has: this.page.getByTestId('node-creator-item-name').getByText(name, { exact: true }),
		});
	}

	/** @param parameter its name, e.g. "prompt" */
	field(parameter: string) {
		return this.part(`parameter-input-${parameter}`);
	}

	async type(parameter: string, text: string) {
		await this.field(parameter).locator('textarea, input').first().fill(text);
	}

	/** Takes the cursor out of the field that was typed into. */
	async leaveField() {
		await this.page.evaluate(() => {
			const { activeElement } = document;
			if (activeElement instanceof HTMLElement) activeElement.blur();
		});
		await this.page.mouse.move(0, 0);
	}

	async #valueOf(parameter: string) {
		return await this.field(parameter).locator('textarea, input').first().inputValue();
	}

	/** @throws AssertionError where the field does not come to show this value */
	async shows(parameter: string, value: string, where = parameter) {
		await eventually(async () => assert.equal(await this.#valueOf(parameter), value, where));
	}

	/**
	 * Chooses from a list.
	 *
	 * @param label as it is shown
	 */
	async choose(parameter: string, label: string) {
		if ((await this.#valueOf(parameter)) === label) return;
		const choice = this.#choices().filter({
			has: this.page.locator('.option-headline').getByText(label, { exact: true }),
		});
		await this.field(parameter).click();
		await choice.click();
		await this.#choices().first().waitFor({ state: 'hidden' });
		await this.shows(parameter, label);
	}

	/** @returns what its list offers */
	async choicesOf(parameter: string): Promise<string[]> {
		await this.field(parameter).click();
		await this.#choices().first().waitFor();
		const labels = await this.#choices().locator('.option-headline').allInnerTexts();
		await this.field(parameter).click();
		await this.#choices().first().waitFor({ state: 'hidden' });
		return labels.map((label) => label.trim());
	}

	#choices() {
		return this.part('parameter-input-item').filter({ visible: true });
	}

	/** @returns the labels of all fields that are shown, from top to bottom */
	async fieldLabels(): Promise<string[]> {
		return await this.part('node-parameters')
			.getByTestId('input-label')
			.filter({ visible: true })
			.locator('label')
			.evaluateAll((labels) =>
				labels.map(({ firstElementChild: text }) =>
					text instanceof HTMLElement ? text.innerText.trim() : '',
				),
			);
	}

	/**
	 * @param collection e.g. "Additional Fields"
	 * @returns the fields that it offers to add
	 */
	async offeredFields(collection: string): Promise<string[]> {
		const before = await this.fieldLabels();
		await this.#adder(collection).click();
		const remove = this.part('node-parameters').locator('button:has([data-icon="trash-2"])');
		await this.#offers().or(remove).first().waitFor({ state: 'attached' });
		if ((await remove.count()) > 0) {
			// n8n adds an only field at once, instead of asking which.
			const added = (await this.fieldLabels()).filter((label) => !before.includes(label));
			await remove.first().click({ force: true });
			await remove.first().waitFor({ state: 'detached' });
			return added;
		}
		await this.#offers().first().waitFor();
		const labels = await this.#offers().allInnerTexts();
		await this.page.keyboard.press('Escape');
		await this.#offers().first().waitFor({ state: 'hidden' });
		return labels.map((label) => label.trim());
	}

	async addField(collection: string, label: string) {
		await this.#adder(collection).click();
		await this.#offers().getByText(label, { exact: true }).click();
	}

	#offers() {
		return this.part('collection-parameter-option').filter({ visible: true });
	}

	/** The button that adds a field to a collection. */
	#adder(collection: string) {
		return this.part('parameter-item')
			.filter({ has: this.page.locator('label').getByText(collection, { exact: true }) })
			.getByTestId('collection-parameter-add');
	}

	/**
	 * @param count of the marks that n8n puts beside fields with a wrong or missing value
	 * @throws AssertionError where it does not come to show as many
	 */
	async marks(count: number, where: string) {
		const markers = this.part('parameter-issues').filter({ visible: true });
		const check = async () => assert.equal(await markers.count(), count, `${where}: error markers`);
		await eventually(check);
	}

	/** Presses "Execute step". */
	async executeStep() {
		await this.part('node-execute-button').click();
	}

	get output() {
		return this.part('output-panel');
	}

	async showOutputAs(view: 'schema' | 'table' | 'json' | 'binary') {
		await this.output.getByTestId(`radio-button-${view}`).click();
	}

	/** Closes n8n's notices in the corner, which would lie over what a picture shows. */
	async closeNotices() {
		const buttons = this.page.locator('.el-notification__closeBtn');
		await eventually(async () => {
			// One that goes by itself meanwhile is no longer among them.
			await buttons.evaluateAll((all) =>
				all.forEach((one) => one instanceof HTMLElement && one.click()),
			);
			assert.equal(await buttons.count(), 0, 'notices that cannot be closed');
		});
	}
}
