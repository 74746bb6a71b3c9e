import path from 'node:path';

/** How to start the npm that runs this process (`npm run …`), or else the one on the PATH. */
export function npmCommand(args: string[]): [command: string, args: string[]] {
	const runningNpm = process.env.npm_execpath;
	if (runningNpm && path.basename(runningNpm) === 'npm-cli.js') {
		return [process.execPath, [runningNpm, ...args]];
	}
	return ['npm', args];
}

/**
 * The environment for an npm that works in another folder: what `npm run` tells its scripts
 * about this project would mislead it; the user's own npm settings are kept.
 */
export function npmEnvironment(): NodeJS.ProcessEnv {
	const kept = Object.entries(process.env).filter(
		([name]) =>
			!/^npm_(package|lifecycle)_/i.test(name) &&
			!/^npm_config_(local_prefix|workspaces?|include_workspace_root)$/i.test(name) &&
			!['NODE_ENV', 'NODE_OPTIONS', 'INIT_CWD'].includes(name),
	);
	return Object.fromEntries(kept);
}
