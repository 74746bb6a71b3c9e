'use strict';

const { createHash, randomUUID } = require('node:crypto');
const { bufferSource } = require('../media/source.js');

const DATA_URL = /^data:([a-z0-9.+-]+\/[a-z0-9.+-]+)?((?:;[^;,]+)*),/i;

const EXTENSIONS = {
	'image/jpeg': 'jpg',
	'image/svg+xml': 'svg',
	'video/quicktime': 'mov',
	'audio/mpeg': 'mp3',
};

/** @returns {{ contentType: string, bytes: Buffer } | null} null when it is no data URL */
function readDataUrl(text) {
	const head = typeof text === 'string' ? DATA_URL.exec(text.slice(0, 1000)) : null;
	if (!head) return null;
	const contentType = (head[1] ?? 'text/plain').toLowerCase();
	const data = text.slice(head[0].length);
	const isBase64 = head[2].toLowerCase().endsWith(';base64');
	if (isBase64) return { contentType, bytes: Buffer.from(data, 'base64') };
	try {
		return { contentType, bytes: Buffer.from(decodeURIComponent(data)) };
	} catch {
		return null;
	}
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Files that were uploaded; their public address holds the account's e-mail, as the real one. */
class Assets {
	constructor() {
		this.byPath = new Map();
	}

	/** @returns {string} the path of its public address */
	add({ contentType, bytes }, accountEmail) {
		const [kind, subtype] = contentType.split('/');
		const extension = EXTENSIONS[contentType] ?? subtype.replace(/^x-/, '');
		const path = `/assets/${accountEmail}/${kind}s/${randomUUID()}.${extension}`;
		this.byPath.set(path, { contentType, source: bufferSource(bytes) });
		return path;
	}

	find(path) {
		return this.byPath.get(path);
	}
}

module.exports = { Assets, readDataUrl, sha256 };
