import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTableAs } from '@/lib/features/tables/writing';
import { sweepAdoptions } from '@/lib/features/tables/writing/staging';
import { hasCode } from '@/lib/model/errors';
import type { StoreCall } from '@/tests/support/faulty-store';
import { killAt, Killed } from '@/tests/support/killed';
import { withWriteBench } from '@/tests/support/with-write-bench';
import { column, NAMESPACE, type WriteBench } from '@/tests/support/write-bench';

const COLUMNS = [column('id', { type: 'long' }), column('name', { type: 'string' })];
const insert = (from: number, to: number) => ({ kind: 'insert' as const, select: `SELECT i, 'row ' || i FROM range(${from}, ${to}) t(i)` });

/** A dead process says nothing; in here it does, and where it was publishing, that nobody can tell. */
const isDeath = (error: unknown): boolean => error instanceof Killed || hasCode(error, 'COMMIT_STATE_UNKNOWN');

describe('files that a killed console had taken into a table', () => {
  let bench: WriteBench;
  let made = 0;
  withWriteBench((opened) => { bench = opened; });

  async function table(formatVersion: 2 | 3 = 2): Promise<string> {
    const name = `t${(made += 1)}`;
    await bench.create(name, { formatVersion, fields: COLUMNS, partition: [{ column: 'id', transform: { kind: 'bucket', buckets: 3 } }], properties: { 'write.delete.mode': 'merge-on-read' } });
    await bench.write(name, insert(0, 10));
    return name;
  }
  /** From the first call on that is meant nothing reaches the store any more. */
  async function killed(at: (call: StoreCall, phase: 'before' | 'after') => boolean, work: () => Promise<unknown>): Promise<void> {
    let dead = false;
    bench.faulty.fault = (call, phase) => { dead ||= at(call, phase); if (dead) throw new Killed(); };
    const outcome = await work().then(() => 'done', (error: unknown) => error);
    bench.faulty.fault = () => undefined;
    expect(outcome).toSatisfy(isDeath);
  }
  const sweep = async (): Promise<number> => (await sweepAdoptions(bench.ports)).removed;

  it.each([['position deletes', 2], ['deletion vectors', 3]] as const)('are gone after the next start, of an INSERT and of %s', async (_, formatVersion) => {
    const name = await table(formatVersion);
    const before = bench.dataFolder(name);
    for (const change of [insert(10, 40), { kind: 'delete' as const, where: 'c0 % 2 = 1' }]) {
      await killed(({ operation }, phase) => operation === 'publishNoReplace' && phase === 'before', () => bench.write(name, change));
      expect(bench.dataFolder(name).length).toBeGreaterThan(before.length);
      expect(await sweep()).toBeGreaterThan(0);
      expect([...bench.dataFolder(name)].sort()).toEqual([...before].sort());
    }
    expect(await bench.rows(name)).toHaveLength(10);
    expect(await sweep()).toBe(0);
  });

  it('stay when the commit was the last that it did', async () => {
    const name = await table();
    await killed(({ operation, path }, phase) => operation === 'publishNoReplace' && phase === 'after' && path.endsWith('.metadata.json'), () => bench.write(name, insert(10, 40)));
    expect(await sweep()).toBe(0);
    expect(await bench.rows(name)).toHaveLength(40);
  });

  it('leave none behind, whichever step was the last', { timeout: 120_000 }, async () => {
    const name = await table();
    const steps = { all: 0 };
    bench.faulty.fault = () => { steps.all += 1; };
    await bench.write(name, insert(100, 110));
    bench.faulty.fault = () => undefined;
    const rows = new Set([20]);
    for (let step = 0; step < steps.all; step += Math.ceil(steps.all / 12)) {
      const kill = killAt(bench.faulty, step);
      await bench.write(name, insert(0, 10)).catch((error: unknown) => { if (!isDeath(error)) throw error; });
      bench.faulty.fault = () => undefined;
      expect(kill.reached()).toBe(true);
      await sweep();
      const loaded = await bench.load(name);
      const orphans = (await bench.catalog.maintenance.orphans(loaded, { olderThanMs: Date.now() + 60_000 })).files.filter(({ path }) => path.includes('/data/'));
      expect(orphans, `killed at step ${step} of ${steps.all}`).toEqual([]);
      rows.add((await bench.rows(name)).length);
    }
    expect([...rows].every((count) => count % 10 === 0)).toBe(true);
  });

  it('go too when the table was never finished', async () => {
    const source = { sql: insert(0, 30).select, scans: [], functions: ['range'], needs: [], origin: { queryId: 'q', textHash: 'h' } };
    await killed(({ operation, path }, phase) => operation === 'publishNoReplace' && phase === 'before' && path.endsWith('v1.metadata.json'), async () => createTableAs(await bench.context(), { as: { table: bench.name('ctas'), definition: { fields: COLUMNS }, source } }));
    expect(bench.dataFolder('ctas').length).toBeGreaterThan(0);
    expect(await sweep()).toBeGreaterThan(0);
    expect(bench.dataFolder('ctas')).toEqual([]);
  });

  it('do not wait for a note that was half written, before which nothing had been taken over', async () => {
    const name = await table();
    const before = bench.dataFolder(name);
    await killed(({ operation }, phase) => operation === 'publishNoReplace' && phase === 'before', () => bench.write(name, insert(10, 40)));
    const adoptions = join(bench.root, '.warehouse.lakehouse', 'adoptions');
    const [write = ''] = readdirSync(adoptions);
    // as a kill in the middle of it leaves it, in the folder of a write that comes before the other
    const earlier = join(adoptions, `${write.slice(0, 'write-'.length + 12)}-${'0'.repeat(8)}`);
    mkdirSync(earlier);
    writeFileSync(join(earlier, `.${crypto.randomUUID()}.json.${crypto.randomUUID()}.tmp`), '{"folder"');
    expect(await sweep()).toBeGreaterThan(0);
    expect([[...bench.dataFolder(name)].sort(), readdirSync(adoptions)]).toEqual([[...before].sort(), []]);
  });

  it('wait while some table of the warehouse cannot be read', async () => {
    const name = await table();
    const before = bench.dataFolder(name).length;
    await killed(({ operation }, phase) => operation === 'publishNoReplace' && phase === 'before', () => bench.write(name, insert(10, 40)));
    const broken = join(bench.warehouse, NAMESPACE, 'broken', 'metadata');
    mkdirSync(broken, { recursive: true });
    writeFileSync(join(broken, 'v1.metadata.json'), '{');
    expect(await sweep()).toBe(0);
    expect(bench.dataFolder(name).length).toBeGreaterThan(before);
    await bench.catalog.dropTable(bench.name('broken'), { by: 'test' });
    expect(await sweep()).toBeGreaterThan(0);
    expect(bench.dataFolder(name)).toHaveLength(before);
  });
});
