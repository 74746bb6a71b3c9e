// The sandbox in a process of its own, so that what is measured is the node's.
import { startSandbox } from '../sandbox';
import { anyObject, parseJson } from '../support/json';

async function main() {
	const sandbox = await startSandbox(parseJson(process.argv[2] ?? '{}', anyObject));
	process.send?.({ url: sandbox.url });
	process.once('disconnect', () => process.exit(0));
}

void main();
