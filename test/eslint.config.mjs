// Tests and tools. n8n's strict lint fixes the root's config, and its rules are for shipped code:
// ESLint looks up the config from each file (see "lint" in package.json), so this one counts here.
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{ ignores: ['**/node_modules/**'] },
	{
		files: ['**/*.ts'],
		extends: [...tseslint.configs.recommendedTypeChecked],
		languageOptions: {
			parserOptions: { project: `${import.meta.dirname}/tsconfig.json` },
		},
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/no-unnecessary-type-assertion': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			// An async function without await is how a fake keeps to the port it stands for.
			'@typescript-eslint/require-await': 'off',
		},
	},
	{
		// The sandbox speaks the wire as documented. A mistake of the node must not hide in it.
		files: ['sandbox/**/*.ts'],
		rules: {
			'no-restricted-imports': ['error', { patterns: ['**/nodes/**', '**/dist/**'] }],
		},
	},
);
