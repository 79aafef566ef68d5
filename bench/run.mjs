// `npm run bench [-- planning select preview first-row commits writes load timeline large] [--rounds N] [--quick]`: paired comparisons, interleaved in one run.
// Prints tables and writes the same as JSON to .cache/bench/results.json. Reads bench/README.md for what the figures mean.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { build } from '../server/build.mjs';

const args = process.argv.slice(2);
const roundsAt = args.indexOf('--rounds');
const rounds = roundsAt < 0 ? 5 : Number(args[roundsAt + 1]);
const wanted = args.filter((arg, index) => !arg.startsWith('-') && (roundsAt < 0 || index !== roundsAt + 1));
const out = resolve('.cache/bench');
mkdirSync(out, { recursive: true });

const names = ['planning', 'select', 'preview', 'first-row', 'commits', 'writes', 'load', 'timeline', 'large'];
for (const name of wanted) if (!names.includes(name)) throw new Error(`There is no bench ${name}; there are ${names.join(', ')}.`);
await esbuild.build({
  entryPoints: [...names.map((name) => `bench/${name}.ts`), 'bench/planning/plan-process.ts', 'bench/select/raw-process.ts', 'bench/commits/commit-process.ts', 'bench/writes/copy-process.ts', 'bench/load/read-process.ts', 'bench/large/tab-process.ts'], outdir: out, entryNames: '[name]', outExtension: { '.js': '.mjs' },
  bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external', logLevel: 'warning',
});
await build('duckdb-worker', 'spool-reader');

const machine = { date: new Date().toISOString(), node: process.version, system: `${process.platform} ${release()}`, processor: cpus()[0]?.model ?? 'unknown', processors: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), rounds };
console.log(machine);
const reports = [];
for (const name of wanted.length > 0 ? wanted : names) {
  const module = await import(pathToFileURL(resolve(out, `${name}.mjs`)).href);
  const report = await module.bench({ rounds, quick: args.includes('--quick'), processOf: (file) => resolve(out, `${file}.mjs`) });
  reports.push(report);
  console.log(`\n${report.name}`);
  console.table(report.rows);
  for (const [title, rows] of Object.entries(report.more ?? {})) {
    console.log(title);
    console.table(rows);
  }
  for (const note of report.notes) console.log(`note: ${note}`);
  for (const { aim, measured, met } of report.aims) console.log(`${met ? 'met ' : 'MISSED'} ${aim}: ${measured}`);
}
writeFileSync(resolve(out, 'results.json'), JSON.stringify({ machine, reports }, null, 2));
console.log(`\n${resolve(out, 'results.json')}`);
// children and native threads of the engine must not keep the run alive
process.exit(0);
