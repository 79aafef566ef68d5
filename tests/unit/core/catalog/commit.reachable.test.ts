import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/model/errors';
import type { FileStore } from '@/lib/ports/storage/port';
import { MemoryFileStore } from '@/lib/ports/storage/memory/memory-file-store';
import { CatalogBench } from '@/tests/support/catalog-bench';
import type { StoreFault } from '@/tests/support/faulty-store';
import { ORDERS } from '@/tests/support/orders-table';

const FAILURES: readonly (readonly [string, () => unknown])[] = [
  ['away', () => new AppError('UNAVAILABLE', 'The disk is away.')],
  ['no answer', () => new AppError('TIMEOUT', 'The store did not answer.', {}, { outcome: 'unknown' })],
  ['taken', () => new AppError('ALREADY_EXISTS', 'It is already there.')],
  ['gone', () => new AppError('NOT_FOUND', 'It is gone.')],
  ['a mistake', () => new TypeError('a mistake of ours')],
];

// Clean-up removes what a failed commit made. Whichever step fails, however, and with others committing at that moment,
// everything that the newest version names must be there: its lists, its manifests, its data files.
describe('clean-up after a failure', () => {
  // every step is walked through hundreds of times; what differs on a disk is the store's contract
  const open = async (): Promise<FileStore> => new MemoryFileStore();
  /** Appends a data file that really lies there, as the verbs do. */
  const append = async (bench: CatalogBench, name: string, retries = 3): Promise<string> => {
    const catalog = bench.another();
    return catalog.commit(ORDERS, async (base) => {
      const path = `${base.folder}/data/${name}-${base.version}.parquet`;
      const change = await catalog.changeFiles(base, { operation: 'append', added: [bench.file(`${name}-${base.version}`)] });
      return { ...change, files: [...change.files, { path, bytes: new Uint8Array(100) }] };
    }, { retries }).then(() => 'done', (error: AppError) => error.code ?? 'thrown');
  };
  const expectWhole = async (bench: CatalogBench): Promise<readonly string[]> => {
    const files = await bench.dataFiles();
    for (const name of files) expect(await bench.store.exists(`/shop/orders/data/${name}.parquet`)).toBe(true);
    const { metadata } = await bench.load();
    for (const { manifestList } of metadata.snapshots) expect(await bench.store.exists((manifestList ?? '').slice(bench.store.rootUri.length))).toBe(true);
    return files;
  };

  it.each(FAILURES)('%s: at every step, before it and after it, with and without a rival', { timeout: 120_000 }, async (_, failure) => {
    const PROPERTIES = { 'write.metadata.previous-versions-max': '1', 'write.metadata.delete-after-commit.enabled': 'true', 'commit.retry.min-wait-ms': '1', 'commit.retry.max-wait-ms': '2', 'commit.manifest.min-count-to-merge': '2' };
    const outcomes = new Set<string>();
    for (const [phase, withRival] of [['before', false], ['after', false], ['before', true], ['after', true]] as const) {
      for (let step = 0; ; step += 1) {
        const bench = await CatalogBench.withOrders(await open(), { properties: PROPERTIES });
        for (const name of ['x', 'y']) expect(await append(bench, name)).toBe('done');
        let steps = 0;
        let isHit = false;
        const fault: StoreFault = async (_call, at) => {
          if (at !== phase || isHit) return;
          steps += 1;
          if (steps <= step) return;
          isHit = true;
          if (withRival) await append(bench, 'rival');
          throw failure();
        };
        bench.faulty.fault = fault;
        const outcome = await append(bench, 'mine');
        bench.faulty.fault = () => {};
        const files = await expectWhole(bench);
        const isThere = files.some((name) => name.startsWith('mine-'));
        if (outcome === 'done') expect(isThere).toBe(true);
        else if (outcome !== 'COMMIT_STATE_UNKNOWN' && outcome !== 'thrown') expect(isThere).toBe(false);
        expect(files.filter((name) => name.startsWith('rival-'))).toHaveLength(isHit && withRival ? 1 : 0);
        outcomes.add(outcome);
        expect(await append(bench, 'next')).toBe('done');
        await expectWhole(bench);
        if (!isHit) break;
        expect(step).toBeLessThan(150);
      }
    }
    expect(outcomes).toContain('done');
    expect(outcomes.size).toBeGreaterThan(1);
  });
});
