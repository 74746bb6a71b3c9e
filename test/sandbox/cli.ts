import { commandLine, optionsFrom, type Wanted } from './commandLine';
import { SANDBOX_KEY, startSandbox, type Sandbox, type SandboxOptions } from './index';

const PORTS_TO_TRY = 20;

const isPortTaken = (error: unknown) =>
	error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

async function startOnFreePort(
	options: SandboxOptions & { port: number },
	tries = PORTS_TO_TRY,
): Promise<Sandbox> {
	try {
		return await startSandbox(options);
	} catch (error) {
		if (!isPortTaken(error) || tries === 1) throw error;
		return await startOnFreePort({ ...options, port: options.port + 1 }, tries - 1);
	}
}

const greeting = ({ url }: Sandbox) => `The PixVerse sandbox runs at ${url}

In n8n, open the Segmind API credential and set
  API Key       ${SANDBOX_KEY}
  API Base URL  ${url}

Nothing here costs money. Put [fail] or [moderated] into a prompt to see a job fail.
Press Ctrl+C to stop.
`;

async function run(): Promise<void> {
	const sandbox = await startOnFreePort(optionsFrom(commandLine().parse().opts<Wanted>()));
	console.log(greeting(sandbox));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void sandbox.close());
	}
}

run().catch((error: unknown) => {
	console.error(
		`The sandbox could not start: ${error instanceof Error ? error.message : String(error)}`,
	);
	process.exitCode = 1;
});
