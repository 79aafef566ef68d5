import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { AppError } from '@/lib/model/errors';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';
import { ORDERS, ORDERS_DEFINITION } from '@/tests/support/orders-table';

const full = (path: string): AppError => new AppError('STORAGE_FULL', `The disk of the warehouse is full: ${path} was not written.`);

// A disk may be full at any write. What was written before is removed again where nothing names it, and nothing of the
// change is to be seen.
onEachStore('a full disk', (open) => {
  const fullFrom = (bench: CatalogBench, write: number): { readonly writes: () => number } => {
    let writes = 0;
    bench.faulty.fault = ({ operation, path }, phase) => {
      if (phase !== 'before' || !['create', 'replace', 'publishNoReplace', 'makeFolders'].includes(operation)) return;
      writes += 1;
      if (writes > write) throw full(path);
    };
    return { writes: () => writes };
  };

  it('at any write of a commit leaves no part of it, and no file that nobody names', async () => {
    const outcomes: string[] = [];
    for (let write = 0; ; write += 1) {
      const bench = await CatalogBench.withOrders(await open());
      await bench.append('before');
      const names = await bench.metadataNames();
      const disk = fullFrom(bench, write);
      const outcome = await bench.append('a').then(() => 'done', (error: AppError) => error.code);
      bench.faulty.fault = () => {};
      outcomes.push(outcome);
      expect(await bench.dataFiles()).toEqual(outcome === 'done' ? ['a', 'before'] : ['before']);
      if (outcome !== 'done') expect(await bench.metadataNames()).toEqual(names);
      await bench.append('next');
      if (disk.writes() <= write) break;
      expect(write).toBeLessThan(50);
    }
    // manifest, list, temp file, publish; then the commit is done, whatever becomes of the hint
    expect(outcomes).toEqual(['STORAGE_FULL', 'STORAGE_FULL', 'STORAGE_FULL', 'STORAGE_FULL', 'done', 'done']);
  });

  it('at any write of a new table leaves no table, and the name free', async () => {
    for (const write of [0, 1, 2]) {
      const bench = new CatalogBench(await open());
      await bench.catalog.createNamespace(ORDERS.namespace);
      fullFrom(bench, write);
      await expect(bench.catalog.createTable(ORDERS, ORDERS_DEFINITION)).rejects.toMatchObject({ code: 'STORAGE_FULL', outcome: 'none' });
      bench.faulty.fault = () => {};
      expect(await bench.catalog.tableExists(ORDERS)).toBe(false);
      await bench.catalog.createTable(ORDERS, ORDERS_DEFINITION);
      expect((await bench.load()).version).toBe(1);
    }
  });
});

const folder = mkdtempSync(join(tmpdir(), 'full-'));
let mounted = false;
afterAll(() => {
  if (mounted) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
});

it('a disk that really fills up: what was acknowledged is there, the rest is refused and leaves no byte', { timeout: 120_000 }, async ({ skip }) => {
  try {
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    mounted = true;
  } catch {
    skip('needs the right to mount a small disk');
  }
  const bench = await CatalogBench.withOrders(await openLocalFileStore(join(folder, 'warehouse')));
  const acknowledged: string[] = [];
  let refused = 0;
  for (let i = 0; refused < 5; i += 1) {
    const free = statfsSync(folder).bfree;
    const names = await bench.metadataNames();
    const outcome = await bench.append(`f${String(i).padStart(4, '0')}`).then(() => 'done', (error: AppError) => error.code);
    if (outcome === 'done') acknowledged.push(`f${String(i).padStart(4, '0')}`);
    else {
      expect(outcome).toBe('STORAGE_FULL');
      expect(await bench.metadataNames()).toEqual(names);
      expect(statfsSync(folder).bfree).toBe(free);
      refused += 1;
    }
  }
  expect(acknowledged.length).toBeGreaterThan(5);
  expect(await bench.dataFiles()).toEqual(acknowledged);
  const entry = await bench.catalog.dropTable(ORDERS, { by: 'anna' }).catch((error: AppError) => error.code);
  if (entry === 'STORAGE_FULL') expect(await bench.dataFiles()).toEqual(acknowledged);
  else expect(await bench.another().tableExists(ORDERS)).toBe(false);
});
