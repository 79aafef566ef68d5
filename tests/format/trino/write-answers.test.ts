import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf } from '@/lib/core/sql/errors';
import { parseJson, type Json } from '@/lib/model/values/lossless-json';
import { parseType } from '@/lib/model/values/type-text';
import { translateError } from '@/lib/ports/engines/duckdb/errors';
import { cellOf } from '@/lib/ports/engines/duckdb/reader/cell';
import { forSpool } from '@/lib/ports/engines/duckdb/worker/for-spool';
import { DeltaBench, type Shape } from '../../support/delta-bench';
import { judge, type OurAnswer } from './compare';

/** What Trino's Iceberg connector made of a table (record-writes.mjs): how many rows it counted and the rows afterwards, or an error. */
interface RecordedWrite {
  readonly topic: string;
  readonly sql: string;
  readonly count?: Json;
  readonly rows?: readonly (readonly Json[])[];
  readonly error?: { readonly name: string; readonly line: number | null; readonly column: number | null; readonly message: string };
}
/** Statements that Trino's own server breaks on; we say what is wrong with them. */
const BROKEN = 'GENERIC_INTERNAL_ERROR';
/** Trino computes the condition of WHEN MATCHED for source rows without a partner too, and fails; here it is not computed for them. */
const EAGER = 'MERGE INTO t USING u ON t.id = u.id WHEN MATCHED AND u.n IS NULL THEN DELETE WHEN MATCHED AND 10 / u.n >= 0 THEN UPDATE SET n = 0';
const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
// a table that is not there is the catalog's to tell, not the translator's
const writes = read('write-answers.jsonl').split('\n').filter(Boolean).map((line) => parseJson(line) as unknown as RecordedWrite).filter(({ sql }) => !/\bmissing\b/.test(sql) && sql !== EAGER);
const tables = JSON.parse(read('write-tables.json')) as Record<string, { columns: Shape; rows: readonly string[] }>;
const shapes = Object.fromEntries(Object.entries(tables).map(([name, { columns }]) => [name, columns]));
const columns = Object.entries(tables['t']!.columns).map(([name, type]) => ({ name, type: parseType(type)! }));
const counts = { equal: 0, refused: 0, wrong: 0 };

describe('what Trino makes of a table', () => {
  let bench: DeltaBench;
  beforeAll(async () => { bench = await DeltaBench.open(); });
  afterAll(() => {
    bench.close();
    process.stdout.write(`note: ${counts.equal} equal, ${counts.refused} refused, ${counts.wrong} wrong (recorded writes of Trino)\n`);
  });

  for (const topic of new Set(writes.map((write) => write.topic))) {
    it(topic, async () => {
      const wrong: string[] = [];
      for (const write of writes.filter((each) => each.topic === topic && each.error?.name !== BROKEN)) {
        const ours = await answer(bench, write.sql);
        const verdict = judge({ topic, sql: write.sql, ...(write.error ? { error: write.error } : { columns: Object.entries(tables['t']!.columns).map(([name, type]) => ({ name, type })), rows: write.rows ?? [] }) }, ours);
        counts[verdict.verdict] += 1;
        if (verdict.verdict === 'wrong') wrong.push(`${write.sql}\n  trino: ${write.error ? `${write.error.name} ${write.error.message}` : JSON.stringify(write.rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}\n  ${verdict.why}`);
        else if (process.env['SHOW'] === 'refused' && verdict.verdict === 'refused') process.stdout.write(`refused: ${write.sql}\n  ${ours.kind === 'error' ? ours.message : ''}\n`);
      }
      if (wrong.length > 0) expect.fail(`${wrong.length} wrong\n${wrong.join('\n')}`);
    }, 300_000);
  }
});

async function answer(bench: DeltaBench, sql: string): Promise<OurAnswer> {
  try {
    for (const [name, { rows }] of Object.entries(tables)) await bench.fill(name, shapes[name]!, rows);
    await bench.apply(sql, shapes);
    const list = columns.map(({ name }, i) => `"${name}" AS c${i}`).join(', ');
    const rows = await bench.rows(forSpool(`SELECT ${list} FROM own_t`, columns));
    return { kind: 'rows', columns, rows: rows.map((row) => columns.map(({ type }, i) => cellOf((row[i] ?? null) as Parameters<typeof cellOf>[0], type))), ordered: false, sql };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return { kind: 'error', name: refusal.code, message: refusal.message, line: refusal.line, column: refusal.column, sql };
    const { code, message, details } = translateError(error, { files: new Map() });
    return { kind: 'error', name: details.sql?.name ?? code, message: `${message} [${error instanceof Error ? error.message.slice(0, 300) : String(error)}]`, line: details.sql?.line ?? null, column: details.sql?.column ?? null, sql };
  }
}
