import fs from 'node:fs/promises';
import path from 'node:path';

import type { Locator, Page } from 'playwright-core';

import { projectFolder } from '../host/paths';
import { messageOf } from '../support/errors';

export interface TakeOptions {
	/** the picture is cut to these; the whole page without */
	of?: Locator[];
	/** in CSS pixels; cuts the bottom off */
	maxHeight?: number;
	/** true: one of the README's, in light and dark */
	readme?: boolean;
}
const TALL_PX = 1_160;

/** Takes the screenshots: all into a folder beside this file, the README's ones into docs/images. */
export class Pictures {
	readonly folder = path.join(__dirname, 'pictures');
	readonly taken: string[] = [];
	readonly #forReadme: boolean;

	/** Set when the browser is there. */
	page: Page | undefined;

	constructor({ forReadme }: { forReadme: boolean }) {
		this.#forReadme = forReadme;
	}

	/** Forgets the last run's pictures. */
	async clear() {
		await fs.rm(this.folder, { recursive: true, force: true });
		await fs.mkdir(this.folder, { recursive: true });
	}

	/** @param name without ending */
	async take(name: string, { of, maxHeight, readme = false }: TakeOptions = {}) {
		if (!this.page) throw new Error('There is no browser to take a picture of');
		const cut = of ? await this.#around(of, maxHeight) : undefined;
		const save = async (file: string) => {
			await this.page?.screenshot({
				path: file,
				...(cut ? { clip: cut } : {}),
				animations: 'disabled',
			});
			this.taken.push(path.relative(projectFolder, file));
		};
		if (!(readme && this.#forReadme)) {
			await save(path.join(this.folder, `${name}.png`));
			return;
		}
		const images = path.join(projectFolder, 'docs', 'images');
		await fs.mkdir(images, { recursive: true });
		await save(path.join(images, `${name}.png`));
		await this.inDark(async () => await save(path.join(images, `${name}-dark.png`)));
	}

	/** n8n follows the browser's colour scheme unless a user decides otherwise. */
	async inDark(look: () => Promise<void>) {
		await this.page?.emulateMedia({ colorScheme: 'dark' });
		try {
			await this.#waitForIcons('dark');
			await look();
		} finally {
			await this.page?.emulateMedia({ colorScheme: 'light' });
			await this.#waitForIcons('light');
		}
	}

	/** Gives the page the height to show a long list at once. */
	async tall(look: () => Promise<void>) {
		const usual = this.page?.viewportSize();
		if (!usual) throw new Error('There is no browser to take a picture of');
		await this.page?.setViewportSize({ width: usual.width, height: TALL_PX });
		try {
			await look();
		} finally {
			await this.page?.setViewportSize(usual);
		}
	}

	/** The icons follow last: they are other files, chosen by the editor's script (some never). */
	async #waitForIcons(theme: 'light' | 'dark') {
		await this.page?.waitForFunction((wanted) => {
			const shown = [...document.images].filter(({ src, width }) => width && /pixverse/.test(src));
			return (
				shown.length === 0 ||
				shown.some(({ src }) => src.includes('.dark.') === (wanted === 'dark'))
			);
		}, theme);
	}

	/** What the browser showed when a moment failed. Never fails itself. */
	async ofFailure(name: string) {
		const file = path.join(this.folder, `FAILED-${name}`);
		try {
			await this.page?.screenshot({ path: `${file}.png` });
			const text = await this.page?.evaluate(() => document.body.innerText);
			await fs.writeFile(`${file}.txt`, `${this.page?.url() ?? 'no page'}\n\n${text ?? ''}`);
		} catch (error) {
			await fs.writeFile(`${file}.txt`, `No picture could be taken: ${messageOf(error)}`);
		}
		return `${file}.png`;
	}

	async #around(locators: Locator[], maxHeight: number = Infinity) {
		const boxes = await Promise.all(locators.map(async (locator) => await locator.boundingBox()));
		const seen = boxes.flatMap((box) => (box ? [box] : []));
		if (seen.length < locators.length) throw new Error('What the picture should show is hidden');
		const { width, height } = this.page?.viewportSize() ?? { width: 0, height: 0 };
		const left = Math.max(0, Math.min(...seen.map(({ x }) => x)));
		const top = Math.max(0, Math.min(...seen.map(({ y }) => y)));
		const right = Math.min(width, Math.max(...seen.map((box) => box.x + box.width)));
		const bottom = Math.min(height, Math.max(...seen.map((box) => box.y + box.height)));
		return {
			x: left,
			y: top,
			width: right - left,
			height: Math.min(maxHeight, bottom - top),
		};
	}
}
