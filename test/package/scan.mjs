// The lint of n8n's scanner (@n8n/scan-community-package 0.32.0), without its downloads: the same
// plugins and rules, comments that disable rules ignored, on a folder of sources or on an unpacked
// tarball. Usage: node test/package/scan.mjs <folder> [glob …]; exits 1 when it finds anything.
import { createRequire } from 'node:module';

import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { ESLint } from 'eslint';
import nodesBasePlugin from 'eslint-plugin-n8n-nodes-base';
import { defineConfig } from 'eslint/config';

const parser = createRequire(import.meta.url)('@typescript-eslint/parser');

const config = defineConfig(
	n8nCommunityNodesPlugin.configs.recommended,
	{ rules: { 'no-console': 'error' } },
	{ plugins: { 'n8n-nodes-base': nodesBasePlugin } },
	{ files: ['package.json'], rules: { ...nodesBasePlugin.configs.community.rules } },
	{
		files: ['**/credentials/**/*.ts'],
		rules: {
			...nodesBasePlugin.configs.credentials.rules,
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['**/nodes/**/*.ts'],
		rules: {
			...nodesBasePlugin.configs.nodes.rules,
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
	{ files: ['**/*.json', '**/*.ts'], languageOptions: { parser } },
);

const [folder, ...patterns] = process.argv.slice(2);
const eslint = new ESLint({
	cwd: folder,
	allowInlineConfig: false,
	overrideConfigFile: true,
	overrideConfig: config,
	warnIgnored: false,
});
const results = await eslint.lintFiles(patterns);
const found = results.flatMap(({ filePath, messages }) =>
	messages.map(({ line, message, ruleId }) => `${filePath}:${line} ${ruleId}: ${message}`),
);
console.log(JSON.stringify({ files: results.length, found }));
process.exitCode = found.length > 0 ? 1 : 0;
