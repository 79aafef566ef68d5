// `npm test` and `npm run check`: runs every kind of test, and closes with what was skipped and what failed, by name and
// with its reason, and one line that adds up all runners. STRICT=1 (the CI) makes a skip a failure.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findChromium, installChromium } from './support/chromium.mjs';
import { failuresOfPlaywright, failuresOfVitest } from './support/failures.mjs';

const args = process.argv.slice(2);
const fast = args.includes('--fast');
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : null;
const strict = process.env.STRICT === '1';
const out = 'test-results';
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

/** @type {{ passed: number, failed: number, skipped: string[], failures: string[] }} */
const totals = { passed: 0, failed: 0, skipped: [], failures: [] };
const children = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { for (const child of children) child.kill('SIGTERM'); process.exit(130); });

/** Runs a command, its output shown when it fails; resolves to { code, text, seconds }. */
function run(command, commandArgs, env = {}) {
  const began = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, commandArgs, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    children.add(child);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { text += chunk; });
    child.on('error', (error) => { text += error.message; });
    child.on('close', (code) => { children.delete(child); resolve({ code: code ?? 1, text, seconds: (Date.now() - began) / 1000 }); });
  });
}
const bin = (name) => `node_modules/.bin/${name}`;

async function step(name, work) {
  const { code, text, seconds, passed, failed } = await work();
  const ok = code === 0 && (failed ?? 0) === 0;
  totals.passed += passed ?? (ok ? 1 : 0);
  totals.failed += failed && failed > 0 ? failed : ok ? 0 : 1;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} ${seconds.toFixed(1)} s${passed === undefined ? '' : ` (${passed} passed, ${failed} failed)`}`);
  if (!ok) console.log(text.split('\n').slice(-200).join('\n'));
  if (!ok && !(failed > 0)) totals.failures.push(`${name}: see its output above`);
  return ok;
}

async function depcruise() {
  const result = await run(bin('depcruise'), ['--config', '.dependency-cruiser.cjs', 'app', 'components', 'lib', 'server', 'proxy.ts', 'instrumentation.ts']);
  // With a compiler that it cannot use, it reports success on nothing at all.
  const modules = Number(/\((\d+) modules/.exec(result.text)?.[1] ?? 0);
  return modules > 50 ? result : { ...result, code: 1, text: `${result.text}\nOnly ${modules} modules were read.` };
}

async function vitest(name, patterns, command = [bin('vitest')], env = {}) {
  const file = `${out}/${name}.json`;
  const result = await run(command[0], [...command.slice(1), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...patterns], env);
  if (!existsSync(file)) return { ...result, code: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  for (const suite of report.testResults) for (const test of suite.assertionResults) if (test.status === 'pending' || test.status === 'skipped') totals.skipped.push(`${suite.name.split('/tests/')[1]}: ${test.fullName}`);
  for (const line of result.text.split('\n')) if (line.startsWith('note: ')) console.log(`     ${line}`);
  totals.failures.push(...failuresOfVitest(report));
  const brokenFiles = report.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.every((test) => test.status !== 'failed')).length;
  return { ...result, passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles };
}

async function playwright(name, extra) {
  const chromium = findChromium() ?? (await installChromium(run));
  if (chromium === null) {
    totals.skipped.push(`${name}: no Chromium here, and none could be installed (apt-get install chromium)`);
    return { code: 0, text: '', seconds: 0, passed: 0, failed: 0 };
  }
  const file = `${out}/${name}.json`;
  const result = await run(bin('playwright'), ['test', '--reporter=list,json', ...extra], { PLAYWRIGHT_JSON_OUTPUT_NAME: file, CHROMIUM: chromium });
  if (!existsSync(file)) return { ...result, code: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const { stats } = report;
  totals.failures.push(...failuresOfPlaywright(report));
  if (stats.skipped > 0) totals.skipped.push(`${name}: ${stats.skipped} browser tests`);
  for (const line of result.text.split('\n')) if (line.startsWith('note: ')) console.log(`     ${line}`);
  return { ...result, passed: stats.expected + stats.flaky, failed: stats.unexpected };
}

/** Consoles that are killed, writers of three kinds on one table: minutes by the clock, so they give way to what runs beside them. */
const long = () => vitest('long', ['tests/attack/crash-writes', 'tests/format/race-writers'], ['nice', '-n', '15', bin('vitest')], { LONG_TESTS: 'on' });
const build = () => run('node', ['server/start.mjs', '--build-only']);
const ground = [
  ['types', () => run(bin('tsc'), ['--noEmit', '-p', '.'])],
  ['lint', () => run(bin('oxlint'), ['--type-aware', '--deny-warnings', 'app', 'components', 'lib', 'server', 'tests', 'bench', 'proxy.ts', 'instrumentation.ts'])],
  ['imports', depcruise],
  ['unused code', () => run(bin('knip'), ['--no-progress'])],
];

if (only === 'long') {
  process.env.CRASH_ROUNDS ??= '1000';
  process.env.MODEL_RUNS ??= '1000';
  await step('crashes and races', long);
  await step('random sequences of changes', () => vitest('model', ['tests/format/model']));
} else if (only === 'screenshots') {
  if (await step('build', build)) await step('screenshots', () => playwright('screenshots', ['--project=screenshots']));
} else {
  const lanes = [async () => { for (const [name, work] of ground) await step(name, work); }];
  if (fast) lanes.push(() => step('unit', () => vitest('unit', ['tests/unit', 'tests/arch'], [bin('vitest')], { FAST_TESTS: 'on' })));
  if (!fast) lanes.push(() => step('build', build));
  await Promise.all(lanes.map((lane) => lane()));
  if (!fast) {
    await step('unit, contract, format, attack', () => vitest('vitest', []));
    await Promise.all([step('crashes and races', long), step('browser', () => playwright('browser', ['--project=browser']))]);
  }
}

if (totals.skipped.length > 0) {
  console.log(`\nSkipped, because this machine lacks what they need${strict ? ' (not allowed here)' : ''}:`);
  for (const name of totals.skipped) console.log(`  ${name}`);
  if (strict) totals.failed += totals.skipped.length;
}
// Last, because what keeps a long output keeps its end.
if (totals.failures.length > 0) console.log(`\nFailed:\n${totals.failures.join('\n')}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed${totals.skipped.length > 0 && !strict ? `, ${totals.skipped.length} skipped` : ''}`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);
