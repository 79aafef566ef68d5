import { describe, expect, it } from 'vitest';
import { schemaChange, specChange } from '@/lib/core/catalog';
import { rewriteFiles } from '@/lib/features/tables/writing';
import { currentSchema, currentSnapshot, valueFromBytes, type ContentFile } from '@/lib/model/iceberg';
import type { Change } from '@/tests/support/plan-change';
import { withWriteBench } from '@/tests/support/with-write-bench';
import { column, type WriteBench } from '@/tests/support/write-bench';

const COLUMNS = [column('id', { type: 'long' }), column('s', { type: 'string' })];
const insert = (from: number, to: number): Change => ({ kind: 'insert', select: `SELECT CAST(i AS BIGINT), md5('' || i) FROM range(${from}, ${to}) t(i)` });

describe('files of written rows', () => {
  let bench: WriteBench;
  let tables = 0;
  withWriteBench((opened) => { bench = opened; });
  const create = async (definition: Partial<Parameters<WriteBench['create']>[1]> = {}): Promise<string> => {
    const name = `t${(tables += 1)}`;
    await bench.create(name, { fields: COLUMNS, ...definition });
    return name;
  };
  const files = async (table: string): Promise<readonly ContentFile[]> => {
    const loaded = await bench.load(table);
    const plan = await bench.catalog.planScan(loaded, { snapshot: currentSnapshot(loaded.metadata), schema: currentSchema(loaded.metadata), filter: { op: 'true' }, limit: null });
    const entries = await Promise.all((await bench.catalog.manifests(loaded, currentSnapshot(loaded.metadata))).map((manifest) => bench.catalog.entries(loaded, manifest, 'all')));
    const live = entries.flat().filter(({ status, file }) => status !== 'deleted' && file.content === 'data').map(({ file }) => file);
    expect(live.length).toBe(plan.files.length);
    return live;
  };
  const footer = async (table: string, file: ContentFile) => {
    const path = await bench.store.localPath((await bench.load(table)).location.resolve(file.path));
    return bench.engine.readFooter(path ?? '');
  };
  /** Row ids by the column id. */
  const ids = async (table: string) => new Map((await bench.askPlaces(table, 'SELECT c0, c_row_id FROM t', ['bigint', 'bigint'])).map(([id, rowId]) => [String(id), String(rowId)]));

  it.each([[true], [false]])('have about the size that the table wants, and its codec; sorted: %s', async (isSorted) => {
    const table = await create({ properties: { 'write.target-file-size-bytes': '2000000', 'write.parquet.compression-codec': 'snappy' }, ...(isSorted ? { sort: [{ column: 's', direction: 'desc', nullOrder: 'nulls-first' }] } : {}) });
    const { changed } = await bench.write(table, insert(0, 400_000));
    const written = await files(table);
    expect(changed.filesAdded).toBe(written.length);
    expect(written.length).toBeGreaterThan(4);
    for (const { fileSizeInBytes } of written.slice(0, -1)) expect(fileSizeInBytes).toBeLessThan(8_000_000);
    expect((await footer(table, written[0]!)).columns.map(({ codec, fieldId }) => [codec, fieldId])).toEqual([['SNAPPY', 1], ['SNAPPY', 2]]);
    expect(new Set(written.map(({ sortOrderId }) => sortOrderId))).toEqual(new Set([isSorted ? 1 : 0]));
    if (!isSorted) return;
    // sorted as a whole, so that files do not overlap
    const bounds = written.map(({ lowerBounds, upperBounds }) => [lowerBounds, upperBounds].map((of) => String(valueFromBytes({ type: 'string' }, of?.get(2) ?? new Uint8Array())))).sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
    bounds.slice(1).forEach(([low = ''], index) => expect(low >= (bounds[index]?.[1] ?? '').slice(0, 15)).toBe(true));
    expect(await bench.askPlaces(table, "SELECT count(*) FROM (SELECT c1, lag(c1) OVER (PARTITION BY c_file ORDER BY c_pos) AS before FROM t) WHERE before < c1", ['bigint'])).toEqual([['0']]);
  });

  it('hold row groups of the wanted size', async () => {
    const table = await create({ properties: { 'write.parquet.row-group-size-bytes': '200000', 'write.parquet.compression-codec': 'gzip' } });
    await bench.write(table, insert(0, 100_000));
    const [only] = await files(table);
    const { rowGroups } = await footer(table, only!);
    expect(rowGroups.length).toBeGreaterThan(8);
    expect(await bench.rows(table)).toHaveLength(100_000);
  });

  it('lie one and one in three hundred partitions, each with its rows alone', async () => {
    const table = await create({ partition: [{ column: 'id', transform: { kind: 'truncate', width: 10 } }] });
    const { changed } = await bench.both(table, { kind: 'insert', select: "SELECT CAST(i AS BIGINT), 'x' FROM range(3000) t(i)" });
    expect(changed.filesAdded).toBe(300);
    for (const { partition: [value], lowerBounds, upperBounds, recordCount } of await files(table)) {
      expect([valueFromBytes({ type: 'long' }, lowerBounds?.get(1) ?? new Uint8Array()), valueFromBytes({ type: 'long' }, upperBounds?.get(1) ?? new Uint8Array()), recordCount]).toEqual([value, BigInt(value as bigint) + 9n, 10]);
    }
    const { changed: gone } = await bench.both(table, { kind: 'delete', where: 'c0 < 1500', filter: { op: '<', column: 'id', value: 1500n }, whole: true });
    expect(gone).toEqual({ inserted: 0, updated: 0, deleted: 1500, filesAdded: 0, filesRemoved: 150, deleteFilesAdded: 0 });
    expect(await bench.rows(table)).toEqual(await bench.mirrorRows(table));
  });

  it.each(['partition', 'file'])('position delete files are one for each %s, and none is left for files that are gone', async (granularity) => {
    const table = await create({ properties: { 'write.delete.mode': 'merge-on-read', 'write.delete.granularity': granularity } });
    await bench.both(table, insert(0, 10));
    await bench.both(table, insert(10, 20));
    const { changed } = await bench.both(table, { kind: 'delete', where: 'c0 % 2 = 0' });
    expect(changed).toMatchObject({ filesAdded: 0, filesRemoved: 0, deleteFilesAdded: granularity === 'file' ? 2 : 1 });
    expect((await bench.both(table, { kind: 'delete', where: 'c0 < 10' })).changed).toMatchObject({ deleted: 5, filesRemoved: 1, deleteFilesAdded: 0 });
    expect(await bench.rows(table)).toEqual(await bench.mirrorRows(table));
  });

  it.each(['copy-on-write', 'merge-on-read'])('v3: a row keeps its id when it moves, %s, and gets none that another has', async (mode) => {
    const table = await create({ formatVersion: 3, properties: { 'write.delete.mode': mode, 'write.update.mode': mode, 'write.merge.mode': mode } });
    await bench.both(table, insert(0, 20));
    const first = await ids(table);
    await bench.both(table, { kind: 'update', set: { 1: "'new'" }, where: 'c0 % 3 = 0' });
    await bench.both(table, { kind: 'delete', where: 'c0 > 15' });
    await bench.both(table, { kind: 'merge', source: "SELECT CAST(i AS BIGINT) AS c0, 'merged' AS c1 FROM range(10, 24) t(i)", on: 't.c0 = s.c0', deletes: 's.c0 = 11' });
    const after = await ids(table);
    expect(await bench.rows(table)).toEqual(await bench.mirrorRows(table));
    expect(new Set(after.values()).size).toBe(after.size);
    for (const [id, rowId] of after) if (Number(id) < 16) expect(rowId).toBe(first.get(id));
    const loaded = await bench.load(table);
    const snapshot = currentSnapshot(loaded.metadata)!;
    await rewriteFiles(await bench.context(), loaded, { snapshot, branch: 'main', paths: (await files(table)).map(({ path }) => path) });
    expect(await ids(table)).toEqual(after);
    expect(await files(table)).toHaveLength(1);
    expect(await bench.rows(table)).toEqual(await bench.mirrorRows(table));
  });

  it('v3: vectors take over what position delete files of version 2 named', async () => {
    const table = await create({ properties: { 'write.delete.mode': 'merge-on-read' } });
    await bench.both(table, insert(0, 10));
    await bench.both(table, { kind: 'delete', where: 'c0 < 3' });
    await bench.catalog.commit(bench.name(table), async () => ({ files: [], requirements: [], updates: [{ action: 'upgrade-format-version', formatVersion: 3 }] }));
    await bench.both(table, { kind: 'delete', where: 'c0 > 7' });
    await bench.both(table, { kind: 'delete', where: 'c0 = 5' });
    expect(await bench.rows(table)).toEqual(await bench.mirrorRows(table));
    expect((await bench.both(table, { kind: 'delete', where: 'true' })).changed).toMatchObject({ deleted: 4, filesRemoved: 1 });
  });

  it('of older schemas and specs are written anew in the newest', async () => {
    const table = await create({ partition: [{ column: 'id', transform: { kind: 'bucket', buckets: 2 } }] });
    await bench.both(table, insert(0, 20));
    await bench.catalog.commit(bench.name(table), async (base) => schemaChange(base, [{ kind: 'rename', path: 's', name: 'text' }, { kind: 'add', parent: null, name: 'extra', type: { type: 'int' } }]));
    await bench.catalog.commit(bench.name(table), async (base) => specChange(base, [{ column: 'text', transform: { kind: 'truncate', width: 1 } }]));
    await bench.mirror.run(`ALTER TABLE "${table}" ADD COLUMN c2 INTEGER`);
    await bench.both(table, { kind: 'update', set: { 2: 'CAST(c0 AS INTEGER) * 2' }, where: 'c0 < 7' });
    expect(await bench.rows(table)).toEqual(await bench.mirrorRows(table));
    expect(new Set((await files(table)).map(({ specId }) => specId))).toContain(1);
    const loaded = await bench.load(table);
    await rewriteFiles(await bench.context(), loaded, { snapshot: currentSnapshot(loaded.metadata)!, branch: 'main', paths: (await files(table)).map(({ path }) => path) });
    expect(new Set((await files(table)).map(({ specId }) => specId))).toEqual(new Set([1]));
    expect(await bench.rows(table)).toEqual(await bench.mirrorRows(table));
    expect((await bench.load(table)).metadata.snapshots.at(-1)?.operation).toBe('replace');
  });

  it('columns that a statement leaves out take their write default', async () => {
    const table = await create({ formatVersion: 3, fields: [column('id', { type: 'long' }), column('mark', { type: 'string' }, { writeDefault: 'new', initialDefault: 'old' }), column('n', { type: 'decimal', precision: 5, scale: 2 }, { writeDefault: '1.50', initialDefault: '0.00' })] });
    await bench.write(table, { kind: 'insert', select: 'SELECT 1, NULL, NULL', omitted: ['mark', 'n'] });
    await bench.write(table, { kind: 'insert', select: 'SELECT 2, NULL, 9.99', omitted: ['mark'] });
    await bench.write(table, { kind: 'insert', select: 'SELECT 3, NULL, NULL' });
    expect(await bench.rows(table)).toEqual(['1|new|1.50', '2|new|9.99', '3|∅|∅']);
  });
});
