import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QueryEngine } from '@/lib/ports/engines/port';
import { startDuckDbEngine } from '@/tests/support/duckdb-engine';
import { FormatLake } from '@/tests/support/format-lake';
import { findPython } from '@/tests/support/python';
import { ConsoleTable } from './console-table';
import { nextStep, sequences, type Choice } from './next-step';
import { OthersTables, type Sequence } from './others-table';
import { Table } from './reference';
import { stateOfModel, type State } from './state';
import { takeStep } from './take-step';
import { rowsFor, rowsUnder } from './values';

/** How many sequences; one that failed is run again by the seed and path that it prints. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 40);
/** The same sequences each time, but for long runs, which look for new ones. */
const SEED = process.env['MODEL_SEED'] === undefined ? (process.env['MODEL_RUNS'] === undefined ? { seed: 17 } : {}) : { seed: Number(process.env['MODEL_SEED']), ...(process.env['MODEL_PATH'] === undefined ? {} : { path: process.env['MODEL_PATH'] }) };
/** Sequences whose rows are written and read take processes of the engine. */
const ROWS_RUNS = Math.ceil(RUNS / 8);
const python = findPython();
const lacks = 'missing' in python ? python.missing : null;

/** PyIceberg gives a partition field that comes back under another name a new id, where the specification keeps it (Partition Evolution). */
const without = (state: State, ids: boolean): State => (ids ? state : { ...state, spec: state.spec.map((field) => field.replace(/^\d+/, '?')) });

describe('random sequences of changes', () => {
  let engine: QueryEngine;
  let lake: FormatLake;
  let others: OthersTables;
  let made = 0;
  const counts = { steps: 0, refused: 0, snapshots: 0 };
  beforeAll(async () => {
    engine = await startDuckDbEngine({ idle: 2 });
    lake = await FormatLake.open(engine, null);
    for (const namespace of ['ours', 'others']) await lake.catalog.createNamespace([namespace]);
    if ('path' in python) others = new OthersTables(python.path);
  });
  afterAll(async () => {
    others.close();
    await lake.close();
    await engine.close();
  });

  it.skipIf(lacks !== null).each([
    ['the console, PyIceberg and a plain model come to the same schema, specs and refs', RUNS, 15, 40, false],
    ['the same rows are read by either, of what either wrote', ROWS_RUNS, 8, 25, true],
  ] as const)(`%s${lacks === null ? '' : `: skipped, ${lacks}`}`, { timeout: RUNS * 60_000 }, async (_, numRuns, least, most, writes) => {
    Object.assign(counts, { steps: 0, refused: 0, snapshots: 0 });
    await fc.assert(fc.asyncProperty(sequences(least, most), ({ version, choices }) => run(version, choices, writes)), { numRuns, endOnFailure: process.env['MODEL_SHRINK'] === 'off', ...SEED });
    process.stdout.write(`note: ${numRuns} random sequences by the console and PyIceberg${writes ? ', rows and all' : ''}: ${counts.steps} steps, ${counts.refused} refused by the rules, ${counts.snapshots} snapshots\n`);
  });

  async function run(version: 1 | 2, choices: readonly Choice[], writes: boolean): Promise<void> {
    const name = `t${(made += 1)}`;
    const model = new Table(version);
    const ours = new ConsoleTable(lake, { namespace: ['ours'], name }, writes);
    await ours.create(model);
    const begun = structuredClone(model.fields);
    const steps: Sequence['steps'][number][] = [];
    const states: { readonly state: State; readonly ids: boolean }[] = [];
    for (const choice of choices) {
      const step = nextStep(model, choice);
      if (step === null || (!writes && step.do === 'delete')) continue;
      const rows = step.do === 'append' ? { rows: rowsFor(step.keys, model.fields) } : {};
      // before it is taken, since the console is told what there is now
      const taken = ours.take(step, Object.assign(Object.create(Table.prototype) as Table, structuredClone({ ...model })));
      const problem = takeStep(model, step);
      counts.steps += 1;
      const refused = await taken.then(() => null, (error: { readonly code?: string }) => { if (error.code !== 'INVALID_INPUT') throw error; return error; });
      expect(refused === null ? null : 'refused', `${JSON.stringify(step)}: ${String(refused)}; the model says ${problem}`).toBe(problem === null ? null : 'refused');
      expect(await ours.state(), `after ${JSON.stringify(step)}`).toEqual(stateOfModel(model));
      if (problem !== null) { counts.refused += 1; continue; }
      steps.push({ ...step, ...rows });
      states.push({ state: stateOfModel(model), ids: !model.othersCountOtherwise });
    }
    counts.snapshots += model.snapshots.length;
    const reads = !writes ? [] : [null, ...new Set([...model.refs.values()].map(({ snapshot }) => snapshot))];
    const expected = reads.map((snapshot) => { const { rows, schema } = (snapshot === null ? model.head : model.snapshots[snapshot]) ?? { rows: [], schema: [] }; return rowsUnder(rows, snapshot === null ? model.fields : schema); });
    const loaded = await lake.catalog.loadTable(ours.table);
    const ids = (of: readonly (bigint | string)[]): readonly (string | null)[] => reads.map((snapshot) => (snapshot === null ? null : String(of[snapshot])));
    const theirs = await others.take({ warehouse: lake.folder, table: ['others', name], version, fields: begun, steps, reads, other: loaded.metadataUri, otherSnapshots: ids(ours.snapshots) });
    for (const [index, { state, ids: same }] of states.entries()) expect(without(theirs.states[index] ?? state, same), `PyIceberg after ${JSON.stringify(steps[index])}`).toEqual(without(state, same));
    if (!writes) return;
    expect(theirs.rows, 'rows of PyIceberg\'s table, read by it').toEqual(expected);
    expect(theirs.otherRows, 'rows of the console\'s table, read by PyIceberg').toEqual(expected);
    const wide = (of: readonly (bigint | string)[]): readonly (bigint | null)[] => ids(of).map((id) => (id === null ? null : BigInt(id)));
    expect(await ours.rows(ours.table, wide(ours.snapshots)), 'rows of the console\'s table, read by it').toEqual(expected);
    // PyIceberg 0.12 writes a list or map of structs that is null as an empty one; the sequences write no empty ones
    const foreign = (await ours.rows({ namespace: ['others'], name }, wide(theirs.snapshots))).map((rows) => rows.map((row) => row.replaceAll('[]', 'null')).sort());
    expect(foreign, 'rows of PyIceberg\'s table, read by the console').toEqual(expected.map((rows) => [...rows].sort()));
  }
});
