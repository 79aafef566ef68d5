import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCatalog, refChange, schemaChange, specChange, type Catalog } from '@/lib/core/catalog';
import type { ContentFile } from '@/lib/model/iceberg';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';

let root: string;
let catalog: Catalog;
let store: Awaited<ReturnType<typeof openLocalFileStore>>;
const table = { namespace: ['shop'], name: 'orders' };

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'catalog-'));
  store = await openLocalFileStore(root);
  catalog = openCatalog({ name: 'lake', store });
  await catalog.createNamespace(['shop']);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const file = (name: string, day: number | null, rows = 10): ContentFile => ({
  content: 'data', path: `${store.rootUri}/shop/orders/data/${name}`, format: 'parquet', specId: 0, partition: [day], recordCount: rows, fileSizeInBytes: 100, columnSizes: null, valueCounts: new Map([[1, rows]]),
  nullValueCounts: new Map([[1, 0]]), nanValueCounts: null, lowerBounds: new Map([[1, Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0)]]), upperBounds: new Map([[1, Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0)]]),
  splitOffsets: null, equalityIds: null, sortOrderId: 0, firstRowId: null, referencedDataFile: null, contentOffset: null, contentSizeInBytes: null, keyMetadata: null,
});

describe('the commit function', () => {
  it('lets one of many creators win', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => catalog.createTable(table, {
      fields: [{ id: 0, name: 'id', required: true, type: { type: 'long' } }, { id: 0, name: 'day', required: false, type: { type: 'date' } }], partition: [{ column: 'day', transform: { kind: 'day' } }],
    })));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of tries) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'ALREADY_EXISTS' });
  });

  it('keeps every append of writers that race', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => catalog.commit(table, (base) => catalog.changeFiles(base, { operation: 'append', added: [file(`${i}.parquet`, 19_000 + i)] }), { retries: 50 })));
    const loaded = await catalog.loadTable(table);
    expect(loaded.metadata.snapshots).toHaveLength(12);
    expect(loaded.metadata.snapshots.at(-1)?.summary['total-records']).toBe('120');
    const left = (await readdir(join(root, 'shop/orders/metadata'))).filter((name) => name.endsWith('.avro'));
    // what lost a race was removed: one manifest and one list a snapshot
    expect(left).toHaveLength(24);
    expect(loaded.version).toBe(13);
  });

  it('plans by partition and by bounds', async () => {
    for (const name of Array.from({ length: 12 }, (_, i) => `${i}.parquet`)) await store.create(`/shop/orders/data/${name}`, new Uint8Array(100));
    const loaded = await catalog.loadTable(table);
    const { metadata } = loaded;
    const request = { snapshot: metadata.snapshots.at(-1) ?? null, schema: metadata.schemas[0] as (typeof metadata.schemas)[number], limit: null };
    const one = await catalog.planScan(loaded, { ...request, filter: { op: '=', column: 'day', value: 19_003 } });
    expect(one.files.map(({ path }) => path)).toEqual(['/shop/orders/data/3.parquet']);
    expect(one.counts).toMatchObject({ filesTotal: 12, filesPlanned: 1, manifestsTotal: 12, manifestsRead: 1 });
    expect((await catalog.planScan(loaded, { ...request, filter: { op: '>', column: 'id', value: 9n } })).files).toHaveLength(0);
    const few = await catalog.planScan(loaded, { ...request, filter: { op: 'true' }, limit: 15 });
    expect(few.counts.manifestsRead).toBe(2);
  });

  it('names a data file that is missing', async () => {
    await store.remove('/shop/orders/data/7.parquet');
    const loaded = await catalog.loadTable(table);
    const plan = await catalog.planScan(loaded, { snapshot: loaded.metadata.snapshots.at(-1) ?? null, schema: loaded.metadata.schemas[0] as never, filter: { op: 'true' }, limit: null });
    await expect(catalog.locate(plan)).rejects.toMatchObject({ code: 'BROKEN_TABLE', details: { file: '/shop/orders/data/7.parquet' } });
  });

  it('evolves schema and spec, and names snapshots', async () => {
    await catalog.commit(table, async (base) => schemaChange(base, [{ kind: 'add', parent: null, name: 'note', type: { type: 'string' } }, { kind: 'rename', path: 'day', name: 'ordered_on' }]));
    await catalog.commit(table, async (base) => specChange(base, [{ column: 'ordered_on', transform: { kind: 'month' } }]));
    const { metadata } = await catalog.loadTable(table);
    expect(metadata.schemas).toHaveLength(2);
    expect(metadata.partitionSpecs[1]?.fields).toEqual([{ fieldId: 1001, sourceId: 2, name: 'ordered_on_month', transform: { kind: 'month' } }]);
    const first = metadata.snapshots[0]?.snapshotId ?? 0n;
    await catalog.commit(table, async (base) => refChange(base, 'month-end', { type: 'tag', snapshotId: first }));
    expect((await catalog.loadTable(table)).metadata.refs['month-end']?.snapshotId).toBe(first);
    expect((await catalog.loadTable(table)).metadata.metadataLog.length).toBe(15);
  });

  it('writes nothing when nothing changes', async () => {
    const before = await catalog.loadTable(table);
    const { changed } = await catalog.commit(table, async () => ({ files: [], requirements: [], updates: [] }));
    expect(changed).toBe(false);
    expect((await catalog.loadTable(table)).version).toBe(before.version);
  });
});
