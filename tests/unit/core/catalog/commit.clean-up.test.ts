import { expect, it } from 'vitest';
import { AppError } from '@/lib/model/errors';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';

// Once a version has its name, readers may see it. Whatever fails afterwards must not remove a file that it names, nor
// be told as a failure of the commit.
onEachStore('a failure after the publish', (open) => {
  const failures = [new AppError('UNAVAILABLE', 'The disk is away.'), new AppError('STORAGE_FULL', 'The disk is full.'), new AppError('BROKEN_TABLE', 'Damaged.', { file: 'x' }), new AppError('NOT_FOUND', 'Gone.')];

  it.each(failures)('$code in any later step leaves all that the new version names', async (failure) => {
    for (let step = 0; ; step += 1) {
      const bench = await CatalogBench.withOrders(await open());
      let published = false;
      let later = 0;
      bench.faulty.fault = ({ operation }, phase) => {
        if (operation === 'publishNoReplace' && phase === 'after') published = true;
        else if (published && phase === 'before') {
          later += 1;
          if (later > step) throw failure;
        }
      };
      const outcome = await bench.append('a').then(() => 'done', (error: AppError) => error.code);
      bench.faulty.fault = () => {};
      expect(['done', 'COMMIT_STATE_UNKNOWN']).toContain(outcome);
      expect(await bench.dataFiles()).toEqual(['a']);
      if (later <= step) break;
      expect(step).toBeLessThan(40);
    }
  });

  it('to write the hint is no failure of the commit', async () => {
    const bench = await CatalogBench.withOrders(await open());
    bench.faulty.fault = ({ operation }, phase) => { if (operation === 'replace' && phase === 'before') throw new AppError('UNAVAILABLE', 'The disk is away.'); };
    const { loaded } = await bench.append('a');
    bench.faulty.fault = () => {};
    expect([loaded.version, await bench.hint(), (await bench.load()).version]).toEqual([2, '1', 2]);
  });
});
