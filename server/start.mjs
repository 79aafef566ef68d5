// `npm start` and `npm run dev`: checks the settings, builds what is stale, then becomes the console (dist/main.mjs).
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watchParent } from './watch-parent.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
const args = new Set(process.argv.slice(2));
const fail = (message) => { console.error(message); process.exit(1); };

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) fail(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
if (!existsSync('node_modules/next')) fail('The packages are missing. Run `npm ci` first.');

// npm dies at once on SIGTERM and leaves its child behind: from the first moment, go when it goes.
const children = new Set();
const mainAnswers = Symbol.for('lakehouse-console.answers-signals');
const endEarly = () => { if (globalThis[mainAnswers]) return; for (const child of children) child.kill('SIGKILL'); process.exit(130); };
process.on('SIGINT', endEarly);
process.on('SIGTERM', endEarly);
watchParent(() => process.kill(process.pid, 'SIGTERM'));

const { default: swaggerUi } = await import('swagger-ui-dist/absolute-path.js');
const { build } = await import('./build.mjs');
await build('settings').catch((error) => fail(String(error.message ?? error)));
const { readSettings, settingsHelp, unknownVariables } = await import('../dist/settings.mjs');
if (args.has('--help') || args.has('-h')) {
  console.log(`Usage: npm start [-- --help | --build-only]\n\nBuilds the console where there is no current build, and starts it.\nSettings are variables of the environment. Of those marked secret, NAME_FILE names a file that holds it.\n${settingsHelp()}`);
  process.exit(0);
}
if (!args.has('--build-only')) {
  try {
    readSettings(process.env);
  } catch (error) {
    fail(`The settings are not right:\n${error.message.split('\n').map((line) => `  ${line}`).join('\n')}`);
  }
  for (const name of unknownVariables(process.env)) console.error(`${name} is not a setting of this version and is ignored. See npm start -- --help.`);
}
await build();
copySwaggerUi();

const dev = args.has('--dev');
process.env.NODE_ENV = dev ? 'development' : 'production';
process.env.NEXT_TELEMETRY_DISABLED = '1';

const template = join('dist', 'database-template');
const work = [];
if (!existsSync(template)) work.push(run([join('server', 'make-database-template.mjs'), template], 'The embedded database could not be made.'));
if (!dev) {
  const stamp = sourceStamp();
  const stampFile = join('.next', 'build-stamp');
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
    console.log('Building the console. This takes a minute and happens once a version.');
    work.push(run([join('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], 'The build failed.').then(() => writeFileSync(stampFile, stamp)));
  }
}
await Promise.all(work);
if (args.has('--build-only')) process.exit(0);

await import('../dist/main.mjs');

/** Runs a Node script; its output is shown when it fails. A child that is waited for by spawnSync would make us deaf to signals. */
function run(command, sentence) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
    children.add(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { said += chunk; });
    child.on('close', (code) => { children.delete(child); if (code === 0) resolve(undefined); else fail(`${said}\n${sentence}`); });
  });
}

/** The page of the API is served by a route; what it loads lies in public/, outside the repository. */
function copySwaggerUi() {
  const target = join('public', 'swagger-ui');
  mkdirSync(target, { recursive: true });
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    const content = readFileSync(join(swaggerUi(), name));
    const file = join(target, name);
    if (!existsSync(file) || !readFileSync(file).equals(content)) writeFileSync(file, content);
  }
}

/** A hash over everything that goes into the build. */
function sourceStamp() {
  const hash = createHash('sha256').update(process.version);
  const add = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) if (join(path, name) !== join('public', 'swagger-ui')) add(join(path, name));
    } else hash.update(`\0${path}\0`).update(readFileSync(path));
  };
  for (const path of ['package.json', 'package-lock.json', 'next.config.js', 'tsconfig.json', 'postcss.config.mjs', 'prisma.config.ts', 'proxy.ts', 'instrumentation.ts', 'prisma', 'app', 'components', 'lib', 'server', 'public']) add(path);
  mkdirSync('.next', { recursive: true });
  return hash.digest('hex');
}
