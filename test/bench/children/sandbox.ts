// A sandbox for the process that is measured; it ends with the bench.
import { SANDBOX_KEY, startSandbox, type SandboxOptions } from '../../sandbox';
import { parseJson } from '../../support/json';
import { sandboxParams, type SandboxAddress } from '../protocol';

const { durationsMs = {}, videoBytes = {} } = parseJson(process.argv[2] ?? '', sandboxParams);

/** The number that ends a job's prompt. */
const numberOf = ({ prompt }: Record<string, unknown>) => /\d+$/.exec(String(prompt))?.[0] ?? '';

const options: SandboxOptions = {
	jobDurationMs: (body) => durationsMs[numberOf(body)] ?? 0,
	videoBytes: (body) => videoBytes[numberOf(body)] ?? null,
	credits: 1e9,
};

void startSandbox(options).then((sandbox) => {
	const address: SandboxAddress = { url: sandbox.url, key: SANDBOX_KEY };
	process.send?.(address);
	// The one that started it may have been ended itself.
	process.once('disconnect', () => void sandbox.close());
});
