// One n8n-core in a process of its own: n8n's containers and settings exist once per process.
const { CHECKS } = require('./checks');
const { openContext } = require('./checks/context');

const CHECK_LIMIT_MS = 30_000;
const [coreDir, packageDir, binaryMode] = process.argv.slice(2);

async function inTime(work) {
	let timer;
	const overdue = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error('it did not end in 30 s')), CHECK_LIMIT_MS);
	});
	try {
		await Promise.race([work, overdue]);
	} finally {
		clearTimeout(timer);
	}
}

async function main() {
	const context = await openContext({ coreDir, packageDir, binaryMode });
	for (const { title, modes, check } of CHECKS) {
		if (!modes.includes(binaryMode)) continue;
		context.sandbox.reset();
		let error;
		try {
			await inTime(check(context));
		} catch (caught) {
			error = caught.stack ?? String(caught);
		}
		process.send({ title, error });
	}
	await context.close();
}

main().then(
	() => process.exit(0),
	(error) => {
		console.error(error);
		process.exit(1);
	},
);
