import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalog, LoadedTable, SnapshotContent } from '@/lib/core/catalog';
import { currentSnapshot, snapshotById, type ContentFile, type ManifestEntry, type Snapshot } from '@/lib/model/iceberg';
import { readDeletionVector } from '@/lib/model/iceberg/manifests';
import { MemoryFileStore } from '@/lib/ports/storage/memory/memory-file-store';
import { CatalogBench } from '@/tests/support/catalog-bench';
import { ORDERS } from '@/tests/support/orders-table';

/** What one snapshot must hold: rows left in each data file, and where each file came from. */
interface ModelFile { readonly rows: number; readonly day: number; readonly deleted: ReadonlySet<number>; readonly sequence: bigint }
type Model = ReadonlyMap<string, ModelFile>;

type Action =
  | { readonly kind: 'append'; readonly files: readonly { readonly rows: number; readonly day: number }[] }
  | { readonly kind: 'delete-rows'; readonly picks: readonly { readonly file: number; readonly rows: readonly number[] }[] }
  | { readonly kind: 'remove'; readonly files: readonly number[] }
  | { readonly kind: 'overwrite'; readonly files: readonly number[]; readonly rows: number }
  | { readonly kind: 'compact'; readonly day: number }
  | { readonly kind: 'expire'; readonly keep: number };
const EVER = 9_000_000_000_000;
const picked = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 });
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('append' as const), files: fc.array(fc.record({ rows: fc.integer({ min: 1, max: 30 }), day: fc.integer({ min: 0, max: 2 }) }), { minLength: 1, maxLength: 4 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete-rows' as const), picks: fc.array(fc.record({ file: fc.nat(30), rows: fc.array(fc.nat(29), { minLength: 1, maxLength: 6 }) }), { minLength: 1, maxLength: 3 }) }) },
  fc.record({ kind: fc.constant('remove' as const), files: picked }),
  fc.record({ kind: fc.constant('overwrite' as const), files: picked, rows: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant('compact' as const), day: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ kind: fc.constant('expire' as const), keep: fc.integer({ min: 1, max: 3 }) }),
);

const total = (model: Model, of: (file: ModelFile) => number): number => [...model.values()].reduce((sum, file) => sum + of(file), 0);

async function entriesOf(catalog: Catalog, loaded: LoadedTable, snapshot: Snapshot | null): Promise<readonly ManifestEntry[]> {
  const lists = await Promise.all((await catalog.manifests(loaded, snapshot)).map((manifest) => catalog.entries(loaded, manifest, 'all')));
  return lists.flat().filter(({ status }) => status !== 'deleted');
}

/** Rows left, as whoever reads the snapshot finds them. */
async function read(b: CatalogBench, catalog: Catalog, loaded: LoadedTable, snapshot: Snapshot | null): Promise<Model> {
  const entries = await entriesOf(catalog, loaded, snapshot);
  const model = new Map<string, ModelFile>();
  for (const { file } of entries) await b.store.stat(loaded.location.resolve(file.path));
  for (const { file, sequenceNumber } of entries) {
    if (file.content !== 'data') continue;
    expect(model.has(file.path)).toBe(false);
    const vectors = entries.filter((entry) => entry.file.format === 'puffin' && entry.file.referencedDataFile === file.path);
    expect(vectors.length).toBeLessThan(2);
    const deleted = new Set<number>();
    for (const { file: vector } of vectors) {
      const blob = await b.store.readRange(loaded.location.resolve(vector.path), vector.contentOffset ?? -1, vector.contentSizeInBytes ?? -1);
      for (const position of readDeletionVector(blob, vector.path, (bytes) => crc32(bytes))) deleted.add(position);
      expect(deleted.size).toBe(vector.recordCount);
    }
    model.set(file.path, { rows: file.recordCount, day: Number(file.partition[0]), deleted, sequence: sequenceNumber });
  }
  // no delete file is left for a data file that is gone
  for (const { file } of entries) if (file.referencedDataFile !== null) expect([...model.keys()]).toContain(file.referencedDataFile);
  return model;
}

class Run {
  model: Model = new Map();
  readonly past: { readonly snapshotId: bigint; readonly model: Model }[] = [];
  readonly rowIds = new Map<string, bigint | null>();
  private count = 0;
  constructor(readonly b: CatalogBench, readonly version: 1 | 2 | 3) {}

  private file(day: number, rows: number): ContentFile {
    this.count += 1;
    return { ...this.b.file(`f${this.count}`, rows), partition: [day] };
  }

  private pick(at: number): string | null {
    const paths = [...this.model.keys()];
    return paths.length === 0 ? null : (paths[at % paths.length] ?? null);
  }

  async take(step: Action): Promise<void> {
    if (step.kind === 'expire') return this.expire(step.keep);
    const content = this.contentOf(step);
    if (content === null) return;
    for (const { path } of content.added) await this.b.store.create(path.slice(this.b.store.rootUri.length), Uint8Array.of(1));
    const before = (await this.b.load()).metadata;
    const { loaded, changed } = await this.b.catalog.commit(ORDERS, (base) => this.b.catalog.changeFiles(base, content));
    const sequence = this.version === 1 ? 0n : before.lastSequenceNumber + 1n;
    const next = new Map(this.model);
    for (const [path, rows] of content.rowDeletes?.positions ?? []) {
      const known = next.get(path);
      if (known !== undefined) next.set(path, { ...known, deleted: new Set([...known.deleted, ...rows]) });
    }
    for (const { path } of content.removed ?? []) next.delete(path);
    for (const { path, recordCount, partition } of content.added) next.set(path, { rows: recordCount, day: Number(partition[0]), deleted: new Set(), sequence: this.version === 1 ? 0n : (content.dataSequenceNumber ?? sequence) });
    this.model = next;
    expect(changed).toBe(true);
    this.past.push({ snapshotId: loaded.metadata.currentSnapshotId ?? -1n, model: next });
  }

  private async expire(keep: number): Promise<void> {
    const { committed } = await this.b.catalog.maintenance.expireSnapshots(ORDERS, { olderThanMs: EVER, retainLast: keep });
    const there = new Set(committed.loaded.metadata.snapshots.map(({ snapshotId }) => snapshotId));
    expect(there.size).toBe(Math.min(keep, this.past.length));
    this.past.splice(0, this.past.length, ...this.past.filter(({ snapshotId }) => there.has(snapshotId)));
  }

  /** With one snapshot left and no other writer, what lies there is what it names, and nothing else. */
  async checkFolder(): Promise<void> {
    await this.expire(1);
    await this.check();
    const catalog = this.b.another();
    const loaded = await catalog.loadTable(ORDERS);
    const entries = await entriesOf(catalog, loaded, currentSnapshot(loaded.metadata));
    const lying = (await this.b.store.list('/shop/orders/data', { limit: 10_000 })).entries.map(({ path }) => path);
    expect(lying).toEqual([...new Set(entries.map(({ file }) => loaded.location.resolve(file.path)))].sort());
    expect((await catalog.maintenance.orphans(loaded, { olderThanMs: EVER })).files).toEqual([]);
  }

  private contentOf(step: Exclude<Action, { kind: 'expire' }>): SnapshotContent | null {
    switch (step.kind) {
      case 'append': return { operation: 'append', added: step.files.map(({ day, rows }) => this.file(day, rows)) };
      case 'delete-rows': {
        const positions = new Map<string, readonly number[]>();
        for (const { file, rows } of step.picks) {
          const path = this.pick(file);
          const most = path === null ? 0 : (this.model.get(path)?.rows ?? 0);
          if (path !== null) positions.set(path, rows.map((row) => row % most));
        }
        return this.version < 3 || positions.size === 0 ? null : { operation: 'delete', added: [], rowDeletes: { positions } };
      }
      case 'remove': case 'overwrite': {
        const gone = new Set(step.files.map((at) => this.pick(at)).filter((path): path is string => path !== null));
        if (gone.size === 0) return null;
        const removed = [...gone].map((path) => ({ path, contentOffset: null }));
        return step.kind === 'remove' ? { operation: 'delete', added: [], removed } : { operation: 'overwrite', added: [this.file(1, step.rows)], removed };
      }
      case 'compact': {
        const files = [...this.model].filter(([, { day }]) => day === step.day);
        const rows = files.reduce((sum, [, file]) => sum + file.rows - file.deleted.size, 0);
        if (files.length === 0 || rows === 0) return null;
        const number = files.reduce((highest, [, { sequence }]) => (sequence > highest ? sequence : highest), 0n);
        return { operation: 'replace', added: [this.file(step.day, rows)], removed: files.map(([path]) => ({ path, contentOffset: null })), dataSequenceNumber: number };
      }
    }
  }

  /** The newest state and every snapshot before it, read afresh. */
  async check(): Promise<void> {
    const catalog = this.b.another();
    const loaded = await catalog.loadTable(ORDERS);
    for (const { snapshotId, model } of this.past) expect(await read(this.b, catalog, loaded, snapshotById(loaded.metadata, snapshotId))).toEqual(model);
    const current = currentSnapshot(loaded.metadata);
    if (current === null) return;
    const manifests = await catalog.manifests(loaded, current);
    const entries = await entriesOf(catalog, loaded, current);
    expect(current.summary).toMatchObject({
      'total-records': String(total(this.model, ({ rows }) => rows)), 'total-data-files': String(this.model.size),
      'total-delete-files': String(entries.filter(({ file }) => file.content !== 'data').length), 'total-position-deletes': String(total(this.model, ({ deleted }) => deleted.size)),
      'total-files-size': String(entries.reduce((sum, { file }) => sum + (file.contentSizeInBytes ?? file.fileSizeInBytes), 0)),
    });
    for (const manifest of manifests) await this.checkManifest(catalog, loaded, current, manifest);
    await this.checkRowIds(entries, loaded);
  }

  private async checkManifest(catalog: Catalog, loaded: LoadedTable, current: Snapshot, manifest: Awaited<ReturnType<Catalog['manifests']>>[number]): Promise<void> {
    const all = await catalog.entries(loaded, manifest, 'all');
    const count = (status: ManifestEntry['status']): readonly [number, number] => { const of = all.filter((entry) => entry.status === status); return [of.length, of.reduce((sum, { file }) => sum + file.recordCount, 0)]; };
    expect([count('added'), count('existing'), count('deleted')]).toEqual([[manifest.addedFilesCount, manifest.addedRowsCount], [manifest.existingFilesCount, manifest.existingRowsCount], [manifest.deletedFilesCount, manifest.deletedRowsCount]]);
    const live = all.filter(({ status }) => status !== 'deleted');
    // a manifest without files stays for the snapshot that emptied it, and no longer
    if (live.length === 0) expect(manifest.addedSnapshotId).toBe(current.snapshotId);
    else if (this.version > 1) expect(manifest.minSequenceNumber).toBe(live.reduce((least, { sequenceNumber }) => (sequenceNumber < least ? sequenceNumber : least), live[0]?.sequenceNumber ?? 0n));
    for (const { status, snapshotId } of all) if (status === 'added') expect(snapshotId).toBe(manifest.addedSnapshotId);
  }

  /** v3: a row keeps the id that it got first, and no two rows have one. */
  private async checkRowIds(entries: readonly ManifestEntry[], { metadata }: LoadedTable): Promise<void> {
    if (this.version < 3) return;
    const ranges = entries.filter(({ file }) => file.content === 'data').map(({ file }) => ({ from: file.firstRowId ?? -1n, to: (file.firstRowId ?? -1n) + BigInt(file.recordCount), path: file.path })).sort((a, b) => Number(a.from - b.from));
    ranges.forEach(({ from, to, path }, index) => {
      expect(from).toBeGreaterThanOrEqual(index === 0 ? 0n : (ranges[index - 1]?.to ?? 0n));
      expect(to).toBeLessThanOrEqual(metadata.nextRowId ?? -1n);
      expect(this.rowIds.get(path) ?? from).toBe(from);
      this.rowIds.set(path, from);
    });
  }
}

describe('random changes of files', () => {
  it.each([1, 2, 3] as const)('leave in every snapshot what a model says, format version %i', async (version) => {
    await fc.assert(fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 14 }), fc.constantFrom('2', '3', '100'), fc.constantFrom('1', '1500', '8388608'), async (actions, minCount, target) => {
      const properties = { 'commit.manifest.min-count-to-merge': minCount, 'commit.manifest.target-size-bytes': target };
      const run = new Run(await CatalogBench.withOrders(new MemoryFileStore(), { formatVersion: version, properties }), version);
      await run.b.store.makeFolders('/shop/orders/data');
      for (const step of actions) {
        await run.take(step);
        await run.check();
      }
      await run.checkFolder();
    }), { numRuns: 25 });
  }, 120_000);
});
