import { beforeAll, describe, expect, it } from 'vitest';
import { currentSchema, type IcebergType, type NestedField } from '@/lib/model/iceberg';
import { askPython, findPython } from '@/tests/support/python';
import { withWriteBench } from '@/tests/support/with-write-bench';
import type { WriteBench } from '@/tests/support/write-bench';
import { COLUMNS, PARTITIONS, rows, STEPS } from '@/tests/support/write-steps';

const python = findPython();
const why = 'missing' in python ? `: skipped, ${python.missing}` : '';

/** Changes after which files of several snapshots, with and without deletes, are left. */
const CHANGES = [...STEPS.slice(0, 6), { kind: 'insert' as const, select: rows(100, 120) }, { kind: 'delete' as const, where: 'c0 % 9 = 0' }];
const CASES = [
  ['v1_rewritten', 1, 'copy-on-write', 'times', ['pyiceberg', 'duckdb']], ['v2_rewritten', 2, 'copy-on-write', 'identity', ['pyiceberg', 'duckdb']], ['v2_deletes', 2, 'merge-on-read', 'bucket', ['pyiceberg', 'duckdb']],
  ['v2_truncated', 2, 'merge-on-read', 'truncate', ['pyiceberg', 'duckdb']],
  // PyIceberg 0.12 is not asked about version 3
  ['v3_rewritten', 3, 'copy-on-write', 'bucket', ['duckdb']], ['v3_vectors', 3, 'merge-on-read', 'times', ['duckdb']],
] as const;
/** As PyIceberg and as the mirror write it: what their own transforms and our bounds prune must not be what is asked for. */
const FILTERS = [['n = 13', 'c1 = 13'], ["s = 'changed'", "c2 = 'changed'"], ['id = 105', 'c0 = 105'], ["d < '1970-02-01'", "c3 < DATE '1970-02-01'"], ["ts >= '1970-01-02T00:00:00'", "c4 >= TIMESTAMP '1970-01-02'"], ['amount > 60', 'c6 > 60'], ['s is null', 'c2 IS NULL']] as const;

/** A row as text; names of struct members are the table's own here. */
function checksum(fields: readonly NestedField[], members: (member: NestedField, index: number) => string): string {
  const text = (expression: string, type: IcebergType): string => {
    if (type.type !== 'struct') return `coalesce(CAST(${expression} AS VARCHAR), '∅')`;
    return `CASE WHEN ${expression} IS NULL THEN '∅' ELSE concat_ws('·', ${type.fields.map((member, index) => text(`struct_extract(${expression}, '${members(member, index)}')`, member.type)).join(', ')}) END`;
  };
  return `concat_ws('|', ${fields.map((field, index) => text(`c${index}`, field.type)).join(', ')})`;
}

interface Question { readonly key: string; readonly reader: string; readonly metadata: string; readonly snapshot: null; readonly filter: string | null; readonly columns: readonly string[]; readonly sql: string }
type Answer = { readonly rows: readonly (readonly (string | null)[])[] } | { readonly error: string };

describe.skipIf('missing' in python)(`written rows, read by others${why}`, () => {
  let bench: WriteBench;
  const answers = new Map<string, Answer>();
  const expected = new Map<string, readonly (readonly string[])[]>();

  withWriteBench((opened) => { bench = opened; });
  beforeAll(async () => {
    const questions: Question[] = [];
    for (const [table, formatVersion, mode, partition, readers] of CASES) {
      await bench.create(table, { fields: COLUMNS, formatVersion, partition: PARTITIONS[partition] ?? [], properties: { 'write.delete.mode': mode, 'write.update.mode': mode, 'write.merge.mode': mode } });
      for (const change of CHANGES) await bench.both(table, change);
      const { metadata, metadataPath } = await bench.load(table);
      const { fields } = currentSchema(metadata);
      const base = { metadata: bench.warehouse + metadataPath, snapshot: null, columns: fields.map(({ name }) => name) };
      const mirrored = async (sql: string): Promise<readonly (readonly string[])[]> => (await bench.mirror.runAndReadAll(sql)).getRows().map((row) => row.map(String));
      expected.set(table, await mirrored(`SELECT ${checksum(fields, (_, index) => `f${index + 1}`)} FROM "${table}" ORDER BY 1`));
      for (const [theirs, ours] of FILTERS) expected.set(`${table} ${theirs}`, await mirrored(`SELECT count(*) FROM "${table}" WHERE ${ours}`));
      for (const reader of readers) {
        questions.push({ ...base, key: `${reader} ${table}`, reader, filter: null, sql: `SELECT ${checksum(fields, ({ name }) => name)} FROM t ORDER BY 1` });
        for (const [theirs] of FILTERS) questions.push({ ...base, key: `${reader} ${table} ${theirs}`, reader, filter: theirs, sql: 'SELECT count(*) FROM t' });
      }
    }
    const said = await askPython<readonly Answer[]>('path' in python ? python.path : '', 'read_tables.py', questions);
    questions.forEach(({ key }, index) => answers.set(key, said[index] ?? { error: 'no answer' }));
  }, 400_000);

  it.each(CASES)('%s', (table, _version, _mode, _partition, readers) => {
    expect(expected.get(table)?.length).toBeGreaterThan(20);
    for (const reader of readers) {
      expect(answers.get(`${reader} ${table}`), reader).toEqual({ rows: expected.get(table) });
      for (const [filter] of FILTERS) expect(answers.get(`${reader} ${table} ${filter}`), `${reader}: ${filter}`).toEqual({ rows: expected.get(`${table} ${filter}`) });
    }
  });
});
