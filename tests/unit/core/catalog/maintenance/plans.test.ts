import { describe, expect, it } from 'vitest';
import type { SnapshotContent } from '@/lib/core/catalog';
import type { CompactionRequest } from '@/lib/core/catalog/maintenance/compaction-plan';
import { currentSchema, currentSnapshot, valueFromBytes, type ContentFile } from '@/lib/model/iceberg';
import { MemoryFileStore } from '@/lib/ports/storage/memory/memory-file-store';
import { CatalogBench } from '@/tests/support/catalog-bench';
import { ORDERS } from '@/tests/support/orders-table';

const change = async (b: CatalogBench, content: SnapshotContent) => (await b.catalog.commit(ORDERS, (base) => b.catalog.changeFiles(base, content))).loaded;
const open = (formatVersion: 1 | 2 | 3 = 2, properties: Readonly<Record<string, string>> = {}) => CatalogBench.withOrders(new MemoryFileStore(), { formatVersion, properties });
const file = (b: CatalogBench, name: string, day: number, bytes: number, rows = 10): ContentFile => ({ ...b.file(name, rows), partition: [day], fileSizeInBytes: bytes });
const shortName = ({ path }: { readonly path: string }): string => path.slice(path.lastIndexOf('/') + 1).replace('.parquet', '');

describe('two snapshots compared', () => {
  it('differ by files, rows and bytes in each partition, and by nothing that both have', async () => {
    const b = await open(3);
    const one = await change(b, { operation: 'append', added: [file(b, 'a', 1, 100), file(b, 'b', 2, 200, 20)] });
    await change(b, { operation: 'append', added: [file(b, 'c', 2, 50, 5)] });
    await change(b, { operation: 'delete', added: [], rowDeletes: { positions: new Map([[b.file('b').path, [1, 2, 3]]]) } });
    const last = await change(b, { operation: 'overwrite', added: [file(b, 'a2', 1, 70, 7)], removed: [{ path: b.file('a').path, contentOffset: null }] });
    const [from, to] = [one.metadata.currentSnapshotId ?? 0n, last.metadata.currentSnapshotId ?? 0n];
    const difference = await b.catalog.compareSnapshots(last, from, to);
    expect(difference.before).toEqual({ dataFiles: 2, deleteFiles: 0, rows: 30 });
    expect(difference.after).toEqual({ dataFiles: 3, deleteFiles: 1, rows: 32 });
    expect(difference.files.added.map(({ content, format, path }) => (format === 'puffin' ? content : shortName({ path }))).sort()).toEqual(['a2', 'c', 'position-deletes']);
    expect(difference.files.removed.map(shortName)).toEqual(['a']);
    expect(difference.partitions.map(({ name, added, removed }) => [name, added.dataFiles, added.rows, added.positionDeletes, removed.dataFiles, removed.rows, removed.bytes])).toEqual([['day_day=1970-01-02', 1, 7, 0, 1, 10, 100], ['day_day=1970-01-03', 1, 5, 3, 0, 0, 0]]);
    const back = await b.catalog.compareSnapshots(last, to, from);
    expect([back.added, back.removed]).toEqual([difference.removed, difference.added]);
    expect((await b.catalog.compareSnapshots(last, to, to)).partitions).toEqual([]);
    const whole = await b.catalog.compareSnapshots(last, null, from);
    expect([whole.before?.rows, whole.added.rows, whole.from]).toEqual([0, 30, null]);
    await expect(b.catalog.compareSnapshots(last, 4n, to)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are the same through manifests that were only written anew', async () => {
    const b = await open();
    for (const name of ['a', 'b', 'c']) await b.append(name);
    const before = (await b.load()).metadata.currentSnapshotId ?? 0n;
    const { loaded } = await b.catalog.commit(ORDERS, (base) => b.catalog.maintenance.rewriteManifests(base, 'main'));
    const { added, removed, files } = await b.catalog.compareSnapshots(loaded, before, loaded.metadata.currentSnapshotId ?? 0n);
    expect([files.added, files.removed, added.dataFiles, removed.dataFiles]).toEqual([[], [], 0, 0]);
  });
});

describe('manifests written anew', () => {
  it('are fewer, sorted by partition, and say the same of every file', async () => {
    const b = await open(3, { 'commit.manifest.target-size-bytes': '4000' });
    for (let index = 0; index < 30; index += 1) await change(b, { operation: 'append', added: Array.from({ length: 10 }, (_, at) => file(b, `f${index}-${at}`, (index * 7 + at * 11) % 40, 100)) });
    await change(b, { operation: 'delete', added: [], rowDeletes: { positions: new Map([[b.file('f1-1').path, [1]]]) } });
    const before = await b.load();
    const entries = async () => { const loaded = await b.load(); const lists = await Promise.all((await b.another().manifests(loaded, currentSnapshot(loaded.metadata))).map((manifest) => b.another().entries(loaded, manifest, 'all'))); return lists.flat().filter(({ status }) => status !== 'deleted').map((entry) => ({ ...entry, status: 'live' })).sort((x, y) => (x.file.path < y.file.path ? -1 : 1)); };
    const held = await entries();
    const plan = await b.catalog.maintenance.manifestRewrite(before, 'main');
    expect(plan).toMatchObject({ manifests: 30, files: 300 });
    const { loaded } = await b.catalog.commit(ORDERS, (base) => b.catalog.maintenance.rewriteManifests(base, 'main'));
    expect(await entries()).toEqual(held);
    const current = currentSnapshot(loaded.metadata);
    expect(current).toMatchObject({ operation: 'replace', summary: { 'manifests-replaced': '30', 'manifests-kept': '1', 'entries-processed': '300', 'total-records': '3000', 'total-position-deletes': '1' } });
    const manifests = (await b.catalog.manifests(loaded, current)).filter(({ content }) => content === 'data');
    expect(manifests.length).toBeGreaterThan(1);
    expect(manifests.length).toBeLessThan(plan.becomes);
    const ranges = manifests.map(({ partitions }) => [partitions?.[0]?.lowerBound, partitions?.[0]?.upperBound].map((bytes) => (bytes ? Number(valueFromBytes({ type: 'int' }, bytes)) : -1)));
    ranges.forEach(([low], index) => { if (index > 0) expect(low).toBeGreaterThanOrEqual(ranges[index - 1]?.[1] ?? Infinity); });
    expect((await b.catalog.commit(ORDERS, (base) => b.catalog.maintenance.rewriteManifests(base, 'main'))).changed).toBe(false);
  });

  it('are none where they are few enough, or there are none', async () => {
    const b = await open();
    expect((await b.catalog.commit(ORDERS, (base) => b.catalog.maintenance.rewriteManifests(base, 'main'))).changed).toBe(false);
    await b.append('a');
    expect((await b.catalog.commit(ORDERS, (base) => b.catalog.maintenance.rewriteManifests(base, 'main'))).changed).toBe(false);
  });
});

describe('what to compact', () => {
  const plan = async (b: CatalogBench, more: Partial<CompactionRequest> = {}) => {
    const loaded = await b.load();
    const { groups, ...rest } = await b.catalog.maintenance.compaction(loaded, { snapshotId: loaded.metadata.currentSnapshotId ?? 0n, schema: currentSchema(loaded.metadata), filter: { op: 'true' }, targetBytes: 1000, ...more });
    return { ...rest, groups: groups.map(({ name, files, bytes, rows, deleteFiles }) => ({ name, files: files.map(({ file: one }) => shortName(one)).sort(), bytes, rows, deleteFiles })) };
  };
  const many = (b: CatalogBench, count: number, day: number, bytes: number): readonly ContentFile[] => Array.from({ length: count }, (_, index) => file(b, `d${day}-${index}`, day, bytes));

  it('is many small files of one partition, and no file of the right size', async () => {
    const b = await open();
    await change(b, { operation: 'append', added: [...many(b, 5, 1, 10), ...many(b, 4, 2, 10), file(b, 'right', 1, 900)] });
    const { groups, files, dataSequenceNumber } = await plan(b);
    expect(groups).toEqual([{ name: 'day_day=1970-01-02', files: ['d1-0', 'd1-1', 'd1-2', 'd1-3', 'd1-4'], bytes: 50, rows: 50, deleteFiles: 0 }]);
    expect([files, dataSequenceNumber]).toEqual([{ looked: 10, chosen: 5 }, 1n]);
    expect((await plan(b, { minInputFiles: 2 })).groups.length).toBe(2);
    expect((await plan(b, { filter: { op: '=', column: 'day', value: 2 }, minInputFiles: 2 })).groups.map(({ name }) => name)).toEqual(['day_day=1970-01-03']);
  });

  it('is a file that is too large, and few files that fill more than one', async () => {
    const b = await open();
    await change(b, { operation: 'append', added: [file(b, 'large', 1, 1801), ...many(b, 2, 2, 600)] });
    expect((await plan(b)).groups.map(({ files }) => files)).toEqual([['large'], ['d2-0', 'd2-1']]);
  });

  it('is a file of which many rows are deleted', async () => {
    const b = await open(3);
    await change(b, { operation: 'append', added: [file(b, 'a', 1, 900), file(b, 'b', 1, 900)] });
    await change(b, { operation: 'delete', added: [], rowDeletes: { positions: new Map([[b.file('a').path, [1, 2, 3]], [b.file('b').path, [1]]]) } });
    expect((await plan(b)).groups).toEqual([{ name: 'day_day=1970-01-02', files: ['a'], bytes: 900, rows: 10, deleteFiles: 1 }]);
    expect((await plan(b, { deleteRatio: 0.5 })).groups).toEqual([]);
  });

  it('comes in groups that one write can hold, and in none that mix specs', async () => {
    const b = await open(1);
    await change(b, { operation: 'append', added: many(b, 20, 1, 10) });
    const { groups, dataSequenceNumber } = await plan(b, { maxGroupBytes: 100 });
    expect([groups.map(({ bytes }) => bytes), dataSequenceNumber]).toEqual([[100, 100], null]);
  });
});
