import type { IExecuteFunctions } from 'n8n-workflow';

/** Runs by hand only, also where a sub-workflow gets it as the trigger of the run that called it. */
const MANUAL_TRIGGER = 'n8n-nodes-base.manualTrigger';

interface Remembered {
	beganInEditor?: boolean;
}

/**
 * Whether this execution began in the editor. Executions > Retry of such a run has the mode
 * `retry`: from n8n 1.122 on the execution's context tells how it began, and what the node notes
 * in its own context lives through a retry on every version.
 */
export function isTesting(n8n: IExecuteFunctions): boolean {
	const remembered: Remembered = n8n.getContext('node');
	if (remembered.beganInEditor !== true && beganInEditor(n8n)) remembered.beganInEditor = true;
	return remembered.beganInEditor === true;
}

function beganInEditor(n8n: IExecuteFunctions): boolean {
	if (n8n.getMode() === 'manual') return true;
	if (typeof n8n.getExecutionContext !== 'function') return false;
	const context = n8n.getExecutionContext();
	return context?.source === 'manual' || context?.triggerNode?.type === MANUAL_TRIGGER;
}
