// Two projects: pure logic on the sources (twice: under zod 3, which n8n has today, and under
// zod 4), and behaviour on the built package in n8n's engine.
const shared = {
	rootDir: __dirname,
	// The demo's unpacked package and the host's modules repeat names of this project.
	modulePathIgnorePatterns: [
		'<rootDir>/.demo/',
		'<rootDir>/test/host/node_modules/',
		'<rootDir>/test/versions/.*/node_modules/',
	],
};
const typed = {
	...shared,
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json', diagnostics: false }] },
};

module.exports = {
	// Most of a test's time in the engine is waiting, so more of them fit than there are cores.
	maxWorkers: 4,
	// jest reads it here only, not in a project; engine tests on a busy machine need it.
	testTimeout: 30_000,
	projects: [
		{
			...typed,
			displayName: 'unit',
			testMatch: ['<rootDir>/test/unit/**/*.test.ts', '<rootDir>/test/sandbox/test/**/*.test.ts'],
		},
		{
			...typed,
			displayName: 'unit, zod 4',
			// The rooms that have schemas (test/unit/architecture.test.ts holds them to it); the others
			// would only be tested a second time.
			testMatch: ['actions', 'models', 'transport/segmind'].map(
				(room) => `<rootDir>/test/unit/${room}/**/*.test.ts`,
			),
			moduleNameMapper: { '^zod$': 'zod4' },
		},
		{
			...typed,
			displayName: 'engine',
			testMatch: ['<rootDir>/test/engine/**/*.test.ts'],
		},
	],
};
