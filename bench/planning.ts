import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findPython } from '@/tests/support/python';
import { median, progress, round, runJson, type BenchOptions, type BenchReport } from './measure';
import { copyInOneBlock } from './planning/one-block';

const CALLS = 4;
const SIZES = [10, 100, 1000, 10_000] as const;
const SHAPES = ['one block a manifest', 'one block a record'] as const;
type Shape = (typeof SHAPES)[number];
interface Calls { readonly files: number; readonly wall: readonly number[]; readonly cpu: readonly number[] }
interface Planner { readonly name: string; run(shape: Shape, files: number, filtered: boolean): Promise<Calls> }

const warehouse = resolve('.cache/bench/planning-1');
const tableName = (shape: Shape, files: number): string => `${shape === SHAPES[0] ? 'java' : 'pyiceberg'}_${files}`;
const folderOf = (shape: Shape, files: number): string => join(warehouse, 'bench', tableName(shape, files));
const metadataOf = (shape: Shape, files: number): string => join(folderOf(shape, files), 'metadata/v1.metadata.json');
/** c1 is met by one file of all, c2's partition by a hundred. */
const FILTERED = { column: 'c1', value: 5500 };

function makeTables(python: string): void {
  if (existsSync(warehouse)) return;
  const making = `${warehouse}-making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(join(making, 'bench'), { recursive: true });
  // tables name the place where they are made, which is where they must be read
  renameSync(making, warehouse);
  for (const files of SIZES) {
    execFileSync(python, ['bench/planning/make_table.py', folderOf(SHAPES[1], files), String(files)]);
    copyInOneBlock(folderOf(SHAPES[1], files), folderOf(SHAPES[0], files));
  }
}

function javaPlanner(): Planner | string {
  const classpathFile = '.cache/writers/java.cp';
  if (!existsSync(classpathFile)) return 'no Iceberg Java here: tests/format/make/make.sh java fetches it';
  const classes = resolve('.cache/bench/classes');
  const classpath = readFileSync(classpathFile, 'utf8').trim();
  try {
    mkdirSync(classes, { recursive: true });
    execFileSync('javac', ['-nowarn', '-cp', classpath, '-d', classes, 'bench/planning/PlanFiles.java'], { stdio: 'pipe' });
  } catch (error) {
    return `no JDK here that compiles PlanFiles.java: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
  }
  return { name: 'Iceberg Java', run: (shape, files, filtered) => runJson('java', ['-cp', `${classes}:${classpath}`, 'PlanFiles', metadataOf(shape, files), String(CALLS), ...(filtered ? [FILTERED.column, String(FILTERED.value)] : [])]) };
}

/**
 * Planning against PyIceberg, and Iceberg's Java library where it is at hand: every planner in fresh processes, taking
 * turns in one run; `first` is the first call of a process, `warm` its second. Nothing that was decoded is kept.
 */
export async function bench({ rounds, quick, processOf }: BenchOptions): Promise<BenchReport> {
  const python = findPython();
  if ('missing' in python) return { name: 'planning', rows: [], aims: [], notes: [`skipped: ${python.missing}`] };
  makeTables(python.path);
  const java = javaPlanner();
  const filter = JSON.stringify({ op: '=', column: FILTERED.column, value: `${FILTERED.value}n` });
  const ours: Planner = { name: 'console', run: (shape, files, filtered) => runJson(process.execPath, [processOf('plan-process'), warehouse, tableName(shape, files), String(CALLS), ...(filtered ? [filter] : [])]) };
  const pyiceberg: Planner = { name: 'PyIceberg', run: (shape, files, filtered) => runJson(python.path, ['bench/planning/plan.py', metadataOf(shape, files), String(CALLS), ...(filtered ? [`${FILTERED.column} == ${FILTERED.value}`] : [])]) };
  const planners: readonly Planner[] = [ours, pyiceberg, ...(typeof java === 'string' ? [] : [java])];
  const rows: Record<string, string | number>[] = [];
  const aims: BenchReport['aims'][number][] = [];
  for (const shape of SHAPES) {
    for (const files of quick ? [10_000] : SIZES) {
      for (const filtered of quick ? [false] : [false, true]) {
        const taken = new Map<string, Calls[]>(planners.map(({ name }) => [name, []]));
        for (let turn = 0; turn < rounds; turn += 1) for (const planner of planners) taken.get(planner.name)?.push(await planner.run(shape, files, filtered));
        const of = (name: string, what: 'wall' | 'cpu', call: number): number => median((taken.get(name) ?? []).map((calls) => calls[what][call] ?? NaN));
        const counts = new Set([...taken.values()].flat().map((calls) => calls.files));
        if (counts.size !== 1) throw new Error(`the planners do not agree on ${tableName(shape, files)}: ${[...counts].join(', ')} files`);
        // each round is a pair: the ratio is taken within it, and the median over the rounds
        const ratio = (what: 'wall' | 'cpu'): number => median((taken.get('PyIceberg') ?? []).map((calls, turn) => (calls[what][1] ?? NaN) / (taken.get('console')?.[turn]?.[what][1] ?? NaN)));
        rows.push({
          manifests: shape, files, filter: filtered ? 'c1 = 5500' : '', planned: [...counts][0] ?? 0,
          ...Object.fromEntries(planners.flatMap(({ name }) => [[`${name} first ms`, round(of(name, 'wall', 0))], [`${name} warm ms`, round(of(name, 'wall', 1))], [`${name} warm CPU ms`, round(of(name, 'cpu', 1))]])),
          'PyIceberg / console': round(ratio('wall')), 'by CPU': round(ratio('cpu')),
        });
        progress(rows.at(-1) ?? {});
        if (files === 10_000 && !filtered) {
          const wanted = shape === SHAPES[0] ? 15 : 7;
          aims.push({ aim: `10,000 files, ${shape}, planned warm ${wanted} times faster than PyIceberg`, measured: `${round(ratio('wall'))} times on the clock, ${round(ratio('cpu'))} times by CPU`, met: ratio('wall') >= wanted });
        }
      }
    }
  }
  return { name: 'planning', rows, aims, notes: typeof java === 'string' ? [java] : [] };
}
