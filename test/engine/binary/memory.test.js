// Memory does not grow with a video's size where n8n's store streams.
const { execFile } = require('node:child_process');
const path = require('node:path');
const { promisify } = require('node:util');
const { startSandbox, SANDBOX_KEY } = require('../../sandbox');

const MB = 1024 * 1024;

test('a video of 200 MB raises the peak of memory by less than 100 MB', async () => {
	const sandbox = await startSandbox({ jobDurationMs: 20 });
	try {
		const script = path.join(__dirname, 'bigVideo.js');
		const args = [script, sandbox.url, SANDBOX_KEY, String(200 * MB)];
		const { stdout } = await promisify(execFile)(process.execPath, args);
		const { stored, rise, fileSize } = JSON.parse(stdout);
		expect(stored).toBe(200 * MB);
		expect(fileSize).toBe('210 MB');
		expect(rise).toBeLessThan(100 * MB);
	} finally {
		await sandbox.close();
	}
}, 60_000);
