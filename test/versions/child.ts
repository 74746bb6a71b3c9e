// One n8n-core in a process of its own: n8n's containers and settings exist once per process.
import type { BinaryMode } from '../support/engine';
import { stackOf } from '../support/errors';
import { within } from '../support/suite';
import { CHECKS } from './checks';
import { openContext } from './checks/context';

const CHECK_WITHIN_MS = 30_000;
const [coreDir = '', packageDir = '', mode] = process.argv.slice(2);

/** A message that is still on its way when this process ends would be lost. */
async function tell(message: object) {
	await new Promise<void>((resolve, reject) => {
		process.send?.(message, undefined, undefined, (error) => (error ? reject(error) : resolve()));
	});
}

async function main() {
	const binaryMode: BinaryMode = mode === 'default' ? mode : 'filesystem';
	const context = await openContext({ coreDir, packageDir, binaryMode });
	for (const { title, modes, check } of CHECKS) {
		if (!modes.includes(binaryMode)) continue;
		context.sandbox.reset();
		const error = await within(CHECK_WITHIN_MS, check(context)).then(() => undefined, stackOf);
		await tell({ title, error });
	}
	await context.close();
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
