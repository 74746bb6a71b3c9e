// This project's commander, also for what lies beside another one: a file in test/host would find
// n8n's own, older copy in the node_modules next to it.
export { Command, InvalidArgumentError } from 'commander';
