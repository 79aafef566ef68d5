import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, chmodSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineWriteStatement, QueryEngine } from '@/lib/ports/engines/port';
import { startDuckDbEngine } from '../support/duckdb-engine';
import { dataFile, filesScan, limits } from '../support/engine-bench';
import { writeParquet } from '../support/parquet-writer';

const FIELDS = [{ id: 1, name: 'a', required: false, type: { type: 'long' } }, { id: 2, name: 's', required: false, type: { type: 'string' } }] as const;
const LAYOUT = { fields: FIELDS, partition: [], sort: [], targetFileBytes: 2 ** 29, targetDeleteFileBytes: 2 ** 26, compression: 'zstd', compressionLevel: null, rowGroupBytes: null, metrics: new Map(), rowLineage: false } as const;

/** Hostile SELECTs of statements that write, straight at the engine, as if the first wall had let them pass. */
describe('hostile statements that write, at the embedded engine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'write-walls-'));
  const data = join(folder, 'data.parquet');
  const secret = join(folder, 'secret.parquet');
  let engine: QueryEngine;
  let stagings = 0;
  let sum = '';
  const sumOf = (): string => createHash('sha256').update(readFileSync(data)).digest('hex');
  beforeAll(async () => {
    chmodSync(folder, 0o755);
    await writeParquet(data, "SELECT 1::BIGINT AS a, 'x' AS s UNION ALL SELECT 2, 'y'", '{a: 1, s: 2}');
    await writeParquet(secret, "SELECT 3::BIGINT AS a, 'secret' AS s", '{a: 1, s: 2}');
    sum = sumOf();
    engine = await startDuckDbEngine({ idle: 2 });
  });
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const staging = (): string => {
    const made = join(folder, `staging-${(stagings += 1)}`);
    mkdirSync(made);
    return made;
  };
  const scan = () => filesScan('t', FIELDS.map((field, index) => ({ ...field, name: `c${index}` })), [dataFile(data, { file: { recordCount: 2 } })], { positions: true });
  const statement = (kind: EngineWriteStatement['kind'], sql: string): EngineWriteStatement => ({
    kind, sql, scans: [scan()], functions: ['count'], omitted: [], layout: LAYOUT, staging: staging(), limits, target: kind === 'rows' ? null : { scan: { ...scan(), alias: 'target' }, mode: 'rewrite', sequenceNumbers: new Map(), deleteFileEach: false },
  });

  it('write where they may', async () => {
    const rows = await engine.startWrite(statement('rows', 'SELECT c0, c1 FROM t')).result;
    expect([rows.rows.inserted, rows.files.map(({ recordCount }) => recordCount)]).toEqual([2, [2]]);
    const delta = await engine.startWrite(statement('delta', 'SELECT c_file, c_pos, c_row_id, CAST(3 AS TINYINT), c0, c1 FROM t WHERE c0 = 2')).result;
    expect([delta.rows.updated, delta.files.map(({ recordCount }) => recordCount), delta.deleted.map(({ path }) => path)]).toEqual([1, [2], [`file:${data}`]]);
  });

  const HOSTILE: readonly (readonly [string, string])[] = [
    ['another statement behind it', "SELECT 1, 'x'); COPY (SELECT 1) TO '{out}' (FORMAT csv"],
    ['a copy in its place', "COPY (SELECT 1 AS a, 'x' AS s) TO '{out}'"],
    ['an unplanned file', "SELECT a, s FROM read_parquet('{secret}')"],
    ['an unplanned file by its name', "SELECT a, s FROM '{secret}'"],
    ['the planned file, by its path', "SELECT a, s FROM read_parquet('{data}')"],
    ['rows that are put aside', 'SELECT c0, c1 FROM "changed rows"'],
    ['rows of the target', 'SELECT c0, c1 FROM "rows of the table"'],
    ['files that are touched', 'SELECT 1, path FROM "touched files"'],
    ['a function that was not admitted', "SELECT 1, getenv('HOME') FROM t"],
    ['the hash of partitions', "SELECT lakehouse_hash_long(1), 'x' FROM t"],
    ['an error of our own making', "SELECT error('LHC:CONSTRAINT_VIOLATION:lie'), 'x' FROM t"],
    ['a setting', 'SET enable_external_access = true'],
    ['an attached file', "ATTACH '{out}' AS other"],
    ['a comment that hides the end', "SELECT 1, 'x' --"],
  ];
  it.each(HOSTILE.flatMap(([name, sql]) => (['rows', 'delta'] as const).map((kind) => [name, kind, sql] as const)))('%s, as %s', async (name, kind, sql) => {
    const out = join(folder, 'out.csv');
    const asked = statement(kind, sql.replaceAll('{out}', out).replaceAll('{secret}', secret).replaceAll('{data}', data));
    const ended = await engine.startWrite(asked).result.then(({ files }) => files.length, (error: unknown) => error);
    // a comment ends with its line, and so is only that
    if (name === 'a comment that hides the end' && kind === 'rows') expect(ended).toBe(1);
    else expect(ended).toMatchObject({ code: 'QUERY_FAILED' });
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(asked.staging).filter((file) => ended !== 1 && file !== '.tmp')).toEqual([]);
    expect([sumOf(), statSync(data).size > 0]).toEqual([sum, true]);
  });

  it('names of places that no row has', async () => {
    for (const delta of ["SELECT 'elsewhere', 1, NULL, CAST(1 AS TINYINT), NULL, NULL FROM t", 'SELECT NULL, 1, NULL, CAST(1 AS TINYINT), NULL, NULL FROM t', 'SELECT c_file, c_pos, NULL, CAST(9 AS TINYINT), NULL, NULL FROM t']) {
      await expect(engine.startWrite(statement('delta', delta)).result).rejects.toMatchObject({ code: 'QUERY_FAILED' });
    }
  });
});
