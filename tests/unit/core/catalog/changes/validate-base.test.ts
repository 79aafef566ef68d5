import { describe, expect, it } from 'vitest';
import type { LoadedTable, SnapshotContent, Validation } from '@/lib/core/catalog';
import { currentSchema, type Predicate } from '@/lib/model/iceberg';
import { MemoryFileStore } from '@/lib/ports/storage/memory/memory-file-store';
import { CatalogBench } from '@/tests/support/catalog-bench';
import { ORDERS } from '@/tests/support/orders-table';

const open = async (formatVersion: 1 | 2 | 3 = 2, ...files: readonly string[]): Promise<CatalogBench> => {
  const b = await CatalogBench.withOrders(new MemoryFileStore(), { formatVersion });
  for (const name of files) await b.append(name);
  return b;
};
const change = (b: CatalogBench, content: SnapshotContent) => b.catalog.commit(ORDERS, (base) => b.catalog.changeFiles(base, content));
const path = (b: CatalogBench, name: string): string => b.file(name).path;
const gone = (b: CatalogBench, ...names: readonly string[]) => names.map((name) => ({ path: path(b, name), contentOffset: null }));
const since = ({ metadata }: LoadedTable, more: Partial<Validation> = {}): Validation => ({ since: metadata.currentSnapshotId, filter: null, schema: currentSchema(metadata), isolation: 'serializable', referenced: [], ...more });
const onDay = (value: number): Predicate => ({ op: '=', column: 'day', value });
const positionDeletes = (b: CatalogBench, name: string, of: string) => ({ ...b.file(name, 1), content: 'position-deletes' as const, referencedDataFile: path(b, of) });
const CONFLICT = { code: 'CONFLICT' };

describe('a change that rests on what was read', () => {
  it('is refused when rows that it may concern were added meanwhile, under serializable isolation alone', async () => {
    const b = await open(2, 'a');
    const read = await b.load();
    await b.append('b');
    const rewrite = (more: Partial<Validation>) => change(b, { operation: 'overwrite', added: [b.file('a2')], removed: gone(b, 'a'), validate: since(read, more) });
    await expect(rewrite({})).rejects.toMatchObject(CONFLICT);
    await expect(rewrite({ filter: onDay(19_000) })).rejects.toMatchObject(CONFLICT);
    await rewrite({ filter: onDay(18_000) });
    expect(await b.dataFiles()).toEqual(['a2', 'b']);
    const later = await b.load();
    await b.append('c');
    await change(b, { operation: 'overwrite', added: [b.file('a3')], removed: gone(b, 'a2'), validate: since(later, { isolation: 'snapshot' }) });
    expect(await b.dataFiles()).toEqual(['a3', 'b', 'c']);
  });

  it('knows an empty table from one that was filled meanwhile', async () => {
    const b = await open();
    const read = await b.load();
    await b.append('a');
    await expect(change(b, { operation: 'append', added: [b.file('b')], validate: since(read) })).rejects.toMatchObject(CONFLICT);
  });

  it('passes over what only writes rows anew', async () => {
    const b = await open(2, 'a', 'b');
    const read = await b.load();
    await change(b, { operation: 'replace', added: [b.file('ab', 20)], removed: gone(b, 'a', 'b'), dataSequenceNumber: 2n });
    await change(b, { operation: 'append', added: [b.file('c')], validate: since(read) });
    expect(await b.dataFiles()).toEqual(['ab', 'c']);
  });

  it('is refused when a file that goes, or that it deletes rows of, is gone', async () => {
    const b = await open(2, 'a', 'b');
    const read = await b.load();
    await change(b, { operation: 'delete', added: [], removed: gone(b, 'a') });
    await expect(change(b, { operation: 'delete', added: [], removed: gone(b, 'a') })).rejects.toMatchObject(CONFLICT);
    await expect(change(b, { operation: 'delete', added: [positionDeletes(b, 'd', 'a')], validate: since(read, { referenced: [path(b, 'a')] }) })).rejects.toMatchObject(CONFLICT);
    expect(await b.dataFiles()).toEqual(['b']);
  });

  it('is refused where rows that it writes anew were deleted meanwhile: they would come back', async () => {
    const b = await open(2, 'a', 'b');
    const read = await b.load();
    await change(b, { operation: 'delete', added: [positionDeletes(b, 'd', 'a')] });
    const update = (name: string, isolation: Validation['isolation']) => change(b, { operation: 'overwrite', added: [b.file(`${name}2`)], removed: gone(b, name), validate: since(read, { isolation }) });
    await expect(update('a', 'snapshot')).rejects.toMatchObject(CONFLICT);
    await expect(update('a', 'serializable')).rejects.toMatchObject(CONFLICT);
    await update('b', 'serializable');
    // a file that goes whole takes its new deletes with it: nothing could come back
    await change(b, { operation: 'delete', added: [positionDeletes(b, 'd1', 'a')], removed: gone(b, 'b2'), validate: since(read, { referenced: [path(b, 'a')], isolation: 'snapshot' }) });
    // deletes of two that only delete do not disturb each other
    await change(b, { operation: 'delete', added: [positionDeletes(b, 'd2', 'a')], validate: since(read, { referenced: [path(b, 'a')], isolation: 'snapshot' }) });
  });

  it('is refused for new equality deletes too, unless what is written anew keeps its sequence number', async () => {
    const b = await open(2, 'a');
    const read = await b.load();
    await change(b, { operation: 'delete', added: [{ ...b.file('e', 1), content: 'equality-deletes', equalityIds: [1] }] });
    const compact = (dataSequenceNumber?: bigint) => change(b, { operation: 'replace', added: [b.file('a2')], removed: gone(b, 'a'), validate: since(read, { isolation: 'snapshot' }), ...(dataSequenceNumber === undefined ? {} : { dataSequenceNumber }) });
    await expect(compact()).rejects.toMatchObject(CONFLICT);
    const { loaded } = await compact(1n);
    const plan = await b.catalog.planScan(loaded, { snapshot: loaded.metadata.snapshots.at(-1) ?? null, schema: currentSchema(loaded.metadata), filter: { op: 'true' }, limit: null });
    expect(plan.files.map(({ deletes }) => deletes.length)).toEqual([1]);
  });

  it('is refused when what was read is no part of the branch any more', async () => {
    const b = await open(2, 'a', 'b');
    const read = await b.load();
    const [first] = read.metadata.snapshots;
    if (first === undefined) throw new Error('no snapshot');
    await b.catalog.commit(ORDERS, async () => ({ files: [], requirements: [], updates: [{ action: 'set-snapshot-ref', name: 'main', ref: { type: 'branch', snapshotId: first.snapshotId, minSnapshotsToKeep: null, maxSnapshotAgeMs: null, maxRefAgeMs: null } }] }));
    await expect(change(b, { operation: 'append', added: [b.file('c')], validate: since(read) })).rejects.toMatchObject(CONFLICT);
  });

  it('leaves no file behind when it is refused', async () => {
    const b = await open(3, 'a');
    const before = await b.metadataNames();
    await expect(change(b, { operation: 'delete', added: [], rowDeletes: { positions: new Map([[path(b, 'a'), [10]]]) } })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(change(b, { operation: 'delete', added: [], rowDeletes: { positions: new Map([[path(b, 'x'), [1]]]) } })).rejects.toMatchObject(CONFLICT);
    expect(await b.metadataNames()).toEqual(before);
  });
});

describe('deletion vectors', () => {
  const vectors = async (b: CatalogBench) => {
    const loaded = await b.load();
    const plan = await b.catalog.planScan(loaded, { snapshot: loaded.metadata.snapshots.at(-1) ?? null, schema: currentSchema(loaded.metadata), filter: { op: 'true' }, limit: null });
    return plan.files.flatMap(({ deletes }) => deletes.map(({ file }) => [file.referencedDataFile, file.recordCount]));
  };
  const remove = (b: CatalogBench, name: string, ...rows: readonly number[]) => change(b, { operation: 'delete', added: [], rowDeletes: { positions: new Map([[path(b, name), rows]]) } });

  it('of writers that delete at once are one: the later takes over what the earlier deleted', async () => {
    const b = await open(3, 'a', 'b');
    await remove(b, 'a', 1, 2);
    const { loaded } = await remove(b, 'a', 2, 3);
    expect(await vectors(b)).toEqual([[path(b, 'a'), 3]]);
    expect(loaded.metadata.snapshots.at(-1)?.summary).toMatchObject({ 'added-dvs': '1', 'removed-dvs': '1', 'total-delete-files': '1', 'total-position-deletes': '3' });
  });

  it('go with their data file, and find it however it is spelled', async () => {
    const b = await open(3, 'a', 'b');
    await remove(b, 'a', 1);
    await remove(b, 'b', 1);
    await change(b, { operation: 'delete', added: [], removed: [{ path: path(b, 'a').replace(/^([a-z]+):\/*/, '$1:/'), contentOffset: null }] });
    expect(await vectors(b)).toEqual([[path(b, 'b'), 1]]);
  });

  it('hold what position delete files said before the table was raised to version 3', async () => {
    const b = await open(2, 'a');
    await change(b, { operation: 'delete', added: [positionDeletes(b, 'd', 'a')] });
    await b.catalog.commit(ORDERS, async () => ({ files: [], requirements: [], updates: [{ action: 'upgrade-format-version', formatVersion: 3 }] }));
    await expect(remove(b, 'a', 1)).rejects.toMatchObject({ code: 'UNSUPPORTED' });
    const asked: string[] = [];
    await change(b, { operation: 'delete', added: [], rowDeletes: { positions: new Map([[path(b, 'a'), [1]]]), readPositionDeletes: async (deletes, dataFiles) => { asked.push(...deletes.map((one) => one.path)); return new Map([...dataFiles].map((file) => [file, [7]])); } } });
    expect(asked).toEqual(['/shop/orders/data/d.parquet']);
    expect(await vectors(b)).toEqual([[path(b, 'a'), 2]]);
    const loaded = await b.load();
    expect(loaded.metadata.snapshots.at(-1)?.summary).toMatchObject({ 'removed-position-delete-files': '1', 'total-delete-files': '1', 'total-position-deletes': '2' });
  });

  it('are never two for a data file, whoever hands one in', async () => {
    const b = await open(3, 'a');
    await remove(b, 'a', 1);
    const own = { ...b.file('v', 1), content: 'position-deletes' as const, format: 'puffin' as const, referencedDataFile: path(b, 'a'), contentOffset: 4, contentSizeInBytes: 40 };
    await expect(change(b, { operation: 'delete', added: [own] })).rejects.toMatchObject(CONFLICT);
    await expect(change(await open(2, 'a'), { operation: 'delete', added: [own] })).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });
});
