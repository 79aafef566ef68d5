import { expect, it } from 'vitest';
import { AppError } from '@/lib/model/errors';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';
import type { StoreFault } from '@/tests/support/faulty-store';

const lost = (): AppError => new AppError('TIMEOUT', 'The store did not answer.', {}, { outcome: 'unknown' });
const isVersion = (path: string): boolean => /\/v\d+\.metadata\.json$/.test(path);

// The answer to a publish can be lost on its way. What is there decides; where that cannot be seen either, nobody may be
// told "failed", and nothing may be cleaned up: readers may already see the commit.
onEachStore('a publish whose answer is lost', (open) => {
  const withFault = async (fault: StoreFault): Promise<CatalogBench> => {
    const bench = await CatalogBench.withOrders(await open());
    bench.faulty.fault = fault;
    return bench;
  };

  it('is done when our own file lies at the target', async () => {
    const bench = await withFault(({ operation }, phase) => { if (operation === 'publishNoReplace' && phase === 'after') throw lost(); });
    expect((await bench.append('a')).loaded.version).toBe(2);
    bench.faulty.fault = () => {};
    expect(await bench.dataFiles()).toEqual(['a']);
  });

  it('is a conflict when somebody else\'s file lies there, and leaves nothing of ours', async () => {
    let done = false;
    const bench = await withFault(async ({ operation }, phase) => {
      if (operation !== 'publishNoReplace' || phase !== 'before' || done) return;
      done = true;
      await bench.append('other');
      throw lost();
    });
    await expect(bench.append('a')).rejects.toMatchObject({ code: 'CONFLICT', outcome: 'none' });
    expect(await bench.dataFiles()).toEqual(['other']);
    expect((await bench.metadataNames()).filter((name) => name.endsWith('.avro'))).toHaveLength(2);
  });

  it('is unknown when nothing lies there and the store cannot say whether it may still happen', async () => {
    let failing = true;
    const bench = await withFault(({ operation }, phase) => { if (failing && operation === 'publishNoReplace' && phase === 'before') throw lost(); });
    await expect(bench.append('a')).rejects.toMatchObject({ code: 'COMMIT_STATE_UNKNOWN', outcome: 'unknown' });
    failing = false;
    // all that the late publish would name is still there: let it happen, and the table must be whole
    const names = await bench.metadataNames();
    expect(names.filter((name) => name.endsWith('.avro'))).toHaveLength(2);
    const temp = names.find((name) => /^[0-9a-f-]{36}\.metadata\.json$/.test(name));
    await bench.store.publishNoReplace(bench.metadataPath(temp ?? ''), bench.metadataPath('v2.metadata.json'));
    expect(await bench.dataFiles()).toEqual(['a']);
  });

  it('is unknown when the target cannot be looked at', async () => {
    const bench = await withFault(({ operation, path }, phase) => {
      if (operation === 'publishNoReplace' && phase === 'after') throw lost();
      if (operation === 'stat' && isVersion(path) && path.endsWith('v2.metadata.json') && bench.faulty.count('publishNoReplace') === 2) throw lost();
    });
    await expect(bench.append('a')).rejects.toMatchObject({ code: 'COMMIT_STATE_UNKNOWN' });
    bench.faulty.fault = () => {};
    expect(await bench.dataFiles()).toEqual(['a']);
  });

  it('is the store\'s own failure, and nothing is left, when the store says that nothing happened', async () => {
    const bench = await withFault(({ operation }, phase) => { if (operation === 'publishNoReplace' && phase === 'before') throw new AppError('UNAVAILABLE', 'Safe mode.'); });
    await expect(bench.append('a')).rejects.toMatchObject({ code: 'UNAVAILABLE', outcome: 'none' });
    bench.faulty.fault = () => {};
    expect(await bench.metadataNames()).toEqual(['v1.metadata.json', 'version-hint.text']);
  });

  it('is unknown, never failed, when a mistake of ours is thrown after it', async () => {
    const bench = await withFault(({ operation }, phase) => { if (operation === 'publishNoReplace' && phase === 'after') throw new TypeError('a mistake'); });
    const error: unknown = await bench.append('a').then(() => null, (failure: unknown) => failure);
    bench.faulty.fault = () => {};
    // the look at the target finds our file, so this one is even known to be done
    expect(error).toBeNull();
    expect(await bench.dataFiles()).toEqual(['a']);
  });
});
