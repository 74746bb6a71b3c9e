// Tools, as those in test/: n8n's strict rules are for shipped code.
export { default } from '../test/eslint.config.mjs';
