import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineEvent, QueryEngine } from '@/lib/ports/engines/port';
import { EngineBench, columns, limits } from '../support/engine-bench';

/** What a kind of engine is asked in; statements of the same meaning in its own SQL. */
export interface EngineDialect {
  /** rows 0 … n-1 of a bigint, in that order */
  readonly numbers: (count: number) => string;
  /** the same, in no order that the text asks for */
  readonly unordered: (count: number) => string;
  /** runs for minutes */
  readonly endless: string;
  readonly functions: readonly string[];
}

/** Every engine's promises: run, spool, limits, cancel, and that one run's end leaves others alone. */
export function queryEngineContract(name: string, make: () => Promise<QueryEngine>, dialect: EngineDialect): void {
  describe(`query engine: ${name}`, () => {
    let bench: EngineBench;
    const { functions } = dialect;
    beforeAll(async () => { bench = new EngineBench(await make()); });
    afterAll(() => bench.close());

    it('can be started', async () => {
      await expect(bench.engine.check()).resolves.toBeUndefined();
    });

    it('spools an ordered result and reads any page of it', async () => {
      const statement = bench.statement(dialect.numbers(100_000), ['bigint'], { functions });
      const events: EngineEvent[] = [];
      const result = await bench.start(statement, events).result;
      expect(result).toMatchObject({ rowCount: 100_000, truncated: false });
      expect(result.spoolBytes).toBeGreaterThan(0);
      expect(result.peakMemoryBytes).toBeGreaterThan(0);
      expect(events[0]).toEqual({ kind: 'started' });
      expect(events.at(-1)).toEqual({ kind: 'rows', available: 100_000 });
      for (const offset of [0, 20_479, 20_480, 99_900]) {
        const page = await bench.engine.readSpool(statement.spool, statement.columns, offset, 100);
        expect(page.rows).toEqual(Array.from({ length: 100 }, (_, at) => [String(offset + at)]));
        expect(page.available).toBe(100_000);
      }
      expect((await bench.engine.readSpool(statement.spool, statement.columns, 99_990, 100)).rows).toHaveLength(10);
      expect((await bench.engine.readSpool(statement.spool, statement.columns, 100_000, 100)).rows).toEqual([]);
    });

    it('shows the first rows of a long result before it ends, and the same rows in the same places after', async () => {
      const count = 6_000_000;
      const statement = bench.statement(dialect.unordered(count), ['bigint'], { functions });
      const events: EngineEvent[] = [];
      const early: { offset: number; rows: readonly unknown[] }[] = [];
      const run = bench.engine.run(statement, (event) => {
        events.push(event);
        if (event.kind === 'rows' && event.available < count && early.length === 0) {
          const offset = event.available - 10;
          early.push({ offset, rows: [] });
          void bench.engine.readSpool(statement.spool, statement.columns, offset, 10).then(({ rows }) => { early[0] = { offset, rows }; });
        }
      });
      expect((await run.result).rowCount).toBe(count);
      const steps = events.flatMap((event) => (event.kind === 'rows' ? [event.available] : []));
      expect(steps.length).toBeGreaterThan(1);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
      const [seen] = early;
      expect(seen?.rows).toHaveLength(10);
      expect((await bench.engine.readSpool(statement.spool, statement.columns, seen?.offset ?? 0, 10)).rows).toEqual(seen?.rows);
      const all = new Set<string>();
      for (let offset = 0; offset < count; offset += 500_000) {
        for (const [value] of (await bench.engine.readSpool(statement.spool, statement.columns, offset, 1000)).rows) all.add(String(value));
      }
      expect(all.size).toBe(12_000);
    });

    it('stops at the row limit and says whether there was more', async () => {
      const cut = await bench.run(dialect.numbers(1000), ['bigint'], { functions, rowLimit: 10 });
      expect(cut).toMatchObject({ rowCount: 10, truncated: true });
      expect(cut.rows).toEqual(Array.from({ length: 10 }, (_, at) => [String(at)]));
      expect(await bench.run(dialect.numbers(10), ['bigint'], { functions, rowLimit: 10 })).toMatchObject({ rowCount: 10, truncated: false });
      expect(await bench.run(dialect.unordered(100_000), ['bigint'], { functions, rowLimit: 50_000 })).toMatchObject({ rowCount: 50_000, truncated: true });
    });

    it('has a result without rows', async () => {
      const empty = await bench.run(dialect.numbers(0), ['bigint'], { functions });
      expect(empty).toMatchObject({ rowCount: 0, truncated: false, rows: [] });
    });

    it('reads nothing of a spool that has nothing yet', async () => {
      const { spool } = bench.statement('', []);
      expect(await bench.engine.readSpool(spool, columns('bigint'), 0, 10)).toEqual({ rows: [], available: 0 });
    });

    it('ends its work within a second of a cancel', async () => {
      const run = bench.start(bench.statement(dialect.endless, ['bigint'], { functions }));
      await new Promise((resolve) => setTimeout(resolve, 400));
      const asked = performance.now();
      await run.cancel();
      expect(performance.now() - asked).toBeLessThan(1000);
      await expect(run.result).rejects.toMatchObject({ code: 'CANCELLED' });
    });

    it('can be cancelled at once, twice, and after the end', async () => {
      const run = bench.start(bench.statement(dialect.endless, ['bigint'], { functions }));
      await Promise.all([run.cancel(), run.cancel()]);
      await expect(run.result).rejects.toMatchObject({ code: 'CANCELLED' });
      const done = bench.start(bench.statement(dialect.numbers(1), ['bigint'], { functions }));
      await done.result;
      await done.cancel();
      expect((await done.result).rowCount).toBe(1);
    });

    it('keeps the time limit', async () => {
      const run = bench.start(bench.statement(dialect.endless, ['bigint'], { functions, limits: { ...limits, timeMs: 300 } }));
      await expect(run.result).rejects.toMatchObject({ code: 'TIMEOUT' });
    });

    it('keeps the limit of a result on disk', async () => {
      const run = bench.start(bench.statement(dialect.unordered(50_000_000), ['bigint'], { functions, limits: { ...limits, spoolBytes: 2 ** 20 } }));
      await expect(run.result).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    });

    it('runs many statements at once, and one that fails costs no other', async () => {
      const runs = Array.from({ length: 4 }, (_, at) => bench.run(dialect.numbers(1000 + at), ['bigint'], { functions }));
      const bad = bench.start(bench.statement(dialect.endless, ['bigint'], { functions, limits: { ...limits, timeMs: 100 } }));
      await expect(bad.result).rejects.toMatchObject({ code: 'TIMEOUT' });
      expect((await Promise.all(runs)).map(({ rowCount }) => rowCount)).toEqual([1000, 1001, 1002, 1003]);
    });
  });
}
