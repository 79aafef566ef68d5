import { expect, it, vi } from 'vitest';
import { propertiesChange, type Attempt } from '@/lib/core/catalog';
import { AppError } from '@/lib/model/errors';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';
import { Killed } from '@/tests/support/killed';
import { ORDERS, ORDERS_DEFINITION } from '@/tests/support/orders-table';

// every step of a write is walked through on a disk, which takes its time where others use it too
vi.setConfig({ testTimeout: 180_000 });

// Who keeps what was told before a publish can find out later whether it came to be, although the console died before
// it could answer.
onEachStore('an attempt', (open) => {
  const asked = (bench: CatalogBench, attempt: Attempt) => bench.another().wasApplied(ORDERS, JSON.parse(JSON.stringify(attempt)) as Attempt);
  const told: Attempt[] = [];
  const listen = { attempt: (attempt: Attempt) => { told.push(attempt); } };
  const last = (): Attempt => told.at(-1) as Attempt;

  it('is told once for each version that is tried, before anything is published', async () => {
    const bench = await CatalogBench.withOrders(await open());
    told.length = 0;
    let seen = '';
    await bench.append('a', { attempt: async (attempt) => { told.push(attempt); seen = (await bench.metadataNames()).filter((name) => name.startsWith('v')).join(); } });
    expect(seen).toBe('v1.metadata.json,version-hint.text');
    let done = false;
    await bench.append('b', { retries: 1, attempt: async (attempt) => { told.push(attempt); if (!done) { done = true; await bench.append('other'); } } });
    expect(told.map(({ version }) => version)).toEqual([2, 3, 4]);
    expect(await Promise.all(told.map((attempt) => asked(bench, attempt)))).toEqual(['applied', 'not', 'applied']);
    expect(told[1]?.snapshotIds).not.toEqual(told[2]?.snapshotIds);
  });

  it('that cannot be noted is not published, and leaves nothing', async () => {
    const bench = await CatalogBench.withOrders(await open());
    const names = await bench.metadataNames();
    await expect(bench.append('a', { retries: 5, attempt: () => { throw new AppError('CONFLICT', 'The database is busy.'); } })).rejects.toMatchObject({ code: 'UNAVAILABLE', outcome: 'none' });
    await expect(bench.append('a', { attempt: () => Promise.reject(new Error('away')) })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await bench.metadataNames()).toEqual(names);
  });

  it('of a writer that died is told for what it was, at whatever step that was, also after many newer versions', async () => {
    const seen = new Set<string>();
    for (let step = 0; ; step += 1) {
      const bench = await CatalogBench.withOrders(await open());
      let steps = -1;
      bench.faulty.fault = () => { if (steps >= 0 && (steps += 1) > step) throw new Killed(); };
      const died = await bench.append('a', { attempt: (attempt) => { told.push(attempt); steps = 0; } }).then(() => false, () => true);
      bench.faulty.fault = () => {};
      const applied = (await bench.dataFiles()).includes('a');
      expect(await asked(bench, last())).toBe(applied ? 'applied' : 'not');
      for (const name of ['b', 'c', 'd']) await bench.append(name);
      expect(await asked(bench, last())).toBe(applied ? 'applied' : 'not');
      seen.add(`${died}/${applied}`);
      if (!died) break;
      expect(step).toBeLessThan(60);
    }
    expect([...seen].sort()).toEqual(['false/true', 'true/false', 'true/true']);
  });

  it('is found after its version was trimmed away: by its snapshot, by the log, and else said to be unknown', async () => {
    const bench = await CatalogBench.withOrders(await open(), { properties: { 'write.metadata.previous-versions-max': '2', 'write.metadata.delete-after-commit.enabled': 'true' } });
    await bench.append('a', listen);
    const snapshot = last();
    await bench.another().commit(ORDERS, async (base) => propertiesChange(base, { x: '1' }), listen);
    const property = last();
    for (const name of ['b', 'c', 'd']) await bench.append(name);
    expect((await bench.metadataNames()).filter((name) => /^v\d/.test(name))).toEqual(['v4.metadata.json', 'v5.metadata.json', 'v6.metadata.json']);
    expect(await asked(bench, snapshot)).toBe('applied');
    expect(await asked(bench, { ...snapshot, snapshotIds: ['5'] })).toBe('unknown');
    expect(await asked(bench, property)).toBe('unknown');
    await bench.another().commit(ORDERS, async (base) => propertiesChange(base, { x: '2' }), listen);
    const logged = last();
    await bench.append('e');
    await bench.store.remove(logged.path);
    expect(await asked(bench, logged)).toBe('applied');
    expect(await asked(bench, { ...logged, updatedMs: logged.updatedMs + 1 })).toBe('not');
    expect(await asked(bench, { ...logged, version: 50, path: bench.metadataPath('v50.metadata.json') })).toBe('not');
  });

  it('on a table that was dropped, or made anew, is unknown; of a table that never came to be, not', async () => {
    const bench = new CatalogBench(await open());
    await bench.catalog.createNamespace(ORDERS.namespace);
    bench.faulty.fault = ({ operation }, phase) => { if (operation === 'publishNoReplace' && phase === 'before') throw new Killed(); };
    await bench.catalog.createTable(ORDERS, ORDERS_DEFINITION, listen).catch(() => null);
    bench.faulty.fault = () => {};
    const never = last();
    expect(await asked(bench, never)).toBe('not');
    await bench.another().createTable(ORDERS, ORDERS_DEFINITION, listen);
    const made = last();
    expect([await asked(bench, made), await asked(bench, never)]).toEqual(['applied', 'not']);
    await bench.append('a', listen);
    const append = last();
    await bench.another().dropTable(ORDERS, { by: 'anna' });
    expect([await asked(bench, made), await asked(bench, append)]).toEqual(['unknown', 'unknown']);
    await bench.another().createTable(ORDERS, ORDERS_DEFINITION);
    expect([await asked(bench, made), await asked(bench, append)]).toEqual(['unknown', 'unknown']);
  });
});
