import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { openCatalog, type Catalog, type CommitOptions, type Committed, type LoadedTable } from '@/lib/core/catalog';
import type { ContentFile } from '@/lib/model/iceberg';
import type { FileStore } from '@/lib/ports/storage/port';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { MemoryFileStore } from '@/lib/ports/storage/memory/memory-file-store';
import { contentFile } from './engine-bench';
import { FaultyStore } from './faulty-store';
import { ORDERS, ORDERS_DEFINITION } from './orders-table';

/** Runs a suite on a store in memory and on one on disk; `open` gives an empty one each time. */
export function onEachStore(name: string, suite: (open: () => Promise<FileStore>) => void): void {
  describe(`${name}, in memory`, () => suite(async () => new MemoryFileStore()));
  describe(`${name}, on disk`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'catalog-'));
    let count = 0;
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    suite(() => openLocalFileStore(join(folder, `warehouse-${(count += 1)}`)));
  });
}

const METADATA = '/shop/orders/metadata';

/** A catalog with the table shop.orders, on a store into which faults can be put. */
export class CatalogBench {
  readonly faulty: FaultyStore;
  readonly store: FileStore;
  readonly catalog: Catalog;
  private nowMs = 1_700_000_000_000;
  constructor(inner: FileStore) {
    this.faulty = new FaultyStore(inner);
    this.store = this.faulty.store;
    this.catalog = this.another();
  }

  static async withOrders(inner: FileStore, definition: Partial<typeof ORDERS_DEFINITION> = {}): Promise<CatalogBench> {
    const bench = new CatalogBench(inner);
    await bench.catalog.createNamespace(ORDERS.namespace);
    await bench.catalog.createTable(ORDERS, { ...ORDERS_DEFINITION, ...definition });
    return bench;
  }

  /** A second console on the same warehouse, with caches of its own. */
  another(clock = (): number => (this.nowMs += 1)): Catalog {
    return openCatalog({ name: 'lake', store: this.store, clock });
  }

  file(name: string, rows = 10): ContentFile {
    return contentFile('', { path: `${this.store.rootUri}/shop/orders/data/${name}.parquet`, partition: [19_000], recordCount: rows, fileSizeInBytes: 100 });
  }

  /** By a console of its own unless told: those of one console wait for each other. Not retried unless told. */
  append(name: string, options: CommitOptions = {}, catalog = this.another()): Promise<Committed> {
    return catalog.commit(ORDERS, (base) => catalog.changeFiles(base, { operation: 'append', added: [this.file(name)] }), { retries: 0, ...options });
  }

  load(): Promise<LoadedTable> {
    return this.another().loadTable(ORDERS);
  }

  /** Names of the data files that the newest state holds, read afresh: every list and manifest must be there. */
  async dataFiles(): Promise<readonly string[]> {
    const catalog = this.another();
    const loaded = await catalog.loadTable(ORDERS);
    const current = loaded.metadata.snapshots.find(({ snapshotId }) => snapshotId === loaded.metadata.currentSnapshotId) ?? null;
    const names: string[] = [];
    for (const manifest of await catalog.manifests(loaded, current)) {
      for (const { status, file } of await catalog.entries(loaded, manifest, 'all')) if (status !== 'deleted') names.push(file.path.slice(file.path.lastIndexOf('/') + 1).replace('.parquet', ''));
    }
    return names.sort();
  }

  async metadataNames(): Promise<readonly string[]> {
    return (await this.store.list(METADATA, { limit: 10_000 })).entries.map(({ path }) => path.slice(METADATA.length + 1));
  }

  async hint(): Promise<string> {
    return new TextDecoder().decode(await this.store.read(`${METADATA}/version-hint.text`));
  }

  metadataPath(name: string): string {
    return `${METADATA}/${name}`;
  }
}
