// `npm run token | user | backup | restore`: bundles the command line where it is stale, and runs it.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
await build('command');
const { runCommand } = await import('../dist/command.mjs');
process.exitCode = await runCommand(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
