'use strict';

const { createRequire } = require('node:module');

const { n8nScript } = require('./paths');

/** An execution that can be left alone: it does not run any more. */
const FINAL_STATUSES = ['canceled', 'crashed', 'error', 'success'];

/**
 * n8n stores and sends what an execution did as text of the library "flatted"; its own copy reads it.
 *
 * @param {string} text
 */
function parseExecutionData(text) {
	const { parse } = createRequire(n8nScript)('flatted');
	return parse(text);
}

/**
 * @param {any} execution as `getExecution` gives it
 * @param {string} nodeName
 * @param {{ runIndex?: number, output?: number }} [which] the last run's first output by default
 * @returns {{ json: any, binary?: Record<string, any>, pairedItem?: any, error?: any }[]}
 */
function itemsOf(execution, nodeName, { runIndex = -1, output = 0 } = {}) {
	const runs = execution.data?.resultData?.runData?.[nodeName] ?? [];
	return runs.at(runIndex)?.data?.main?.[output] ?? [];
}

/**
 * @param {any} execution as `getExecution` gives it
 * @returns {{ message: string, description?: string, node?: string } | undefined} why it failed
 */
function errorOf(execution) {
	const error = execution.data?.resultData?.error;
	if (!error) return undefined;
	return { message: error.message, description: error.description, node: error.node?.name };
}

module.exports = { FINAL_STATUSES, errorOf, itemsOf, parseExecutionData };
