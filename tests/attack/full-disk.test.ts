import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTableAs, replaceTableAs, rewriteFiles } from '@/lib/features/tables/writing';
import { applyRowWrite } from '@/lib/features/tables/writing/apply-row-write';
import type { Context, Ports } from '@/lib/kernel/context';
import { systemContext } from '@/lib/kernel/new-context';
import { readSettings } from '@/lib/kernel/settings/read-settings';
import { currentSnapshot } from '@/lib/model/iceberg';
import type { QueryEngine } from '@/lib/ports/engines/port';
import { auditSink } from '../support/audit-sink';
import { startDuckDbEngine } from '../support/duckdb-engine';
import { FormatLake } from '../support/format-lake';
import { FUNCTIONS, planChange, type Change } from '../support/plan-change';
import { filesIn, NO_SMALL_DISK, SmallDisk } from '../support/small-disk';
import { column } from '../support/write-bench';

const table = { namespace: ['made'], name: 't' };
const COLUMNS = [column('id', { type: 'long' }), column('text', { type: 'string' })];
const DAY_MS = 86_400_000;
/** Rows that do not compress: some two megabytes a thousand. */
const wide = (from: number, to: number): string => `SELECT CAST(i AS BIGINT), repeat(md5('' || i * 7), 4) || md5('a' || i) FROM range(${from}, ${to}) t(i)`;
const insert = (from: number, to: number): Change => ({ kind: 'insert', select: wide(from, to) });
const source = (from: number, to: number) => ({ sql: wide(from, to), scans: [], functions: FUNCTIONS, needs: [], origin: { queryId: 'q', textHash: 'h' } });

const disk = SmallDisk.mount(`/dev/shm/full-disk-${process.pid}`, '32m');
describe.skipIf(disk === null)(`a warehouse whose disk is full${disk === null ? `: skipped, ${NO_SMALL_DISK}` : ''}`, { timeout: 120_000 }, () => {
  if (disk === null) return;
  let engine: QueryEngine;
  let lake: FormatLake;
  let ctx: Context;
  beforeAll(async () => {
    engine = await startDuckDbEngine({ idle: 2 });
    lake = await disk.holding(() => FormatLake.open(engine, null));
    const say = (): void => undefined;
    const ports: Ports = {
      db: auditSink, store: lake.store, catalog: lake.catalog, engine, settings: readSettings({ LAKEHOUSE_HOME: join(disk.folder, 'home') }), log: { debug: say, info: say, warn: say, error: say }, walls: [],
      get parser(): never { throw new Error('This test has no parser.'); },
    };
    ctx = await systemContext(ports, 'engine');
    await lake.catalog.createNamespace(['made']);
    await lake.catalog.createTable(table, { fields: COLUMNS, formatVersion: 2 });
    await write(insert(0, 1000));
    await write(insert(1000, 2000));
  });
  afterAll(async () => {
    disk.free();
    await lake.close();
    await engine.close();
    disk.unmount();
  });

  const write = async (change: Change): Promise<unknown> => applyRowWrite(ctx, await planChange(ctx, table, change));
  const count = async (of = table): Promise<unknown> => (await lake.ask(of, {}, 'SELECT count(*), count(DISTINCT c0), sum(length(c1)) FROM t', ['bigint', 'bigint', 'bigint'], ['count', 'count_star', 'sum', 'length']))[0];
  const files = (folder = lake.folder): readonly string[] => filesIn(folder);
  const besides = (): readonly string[] => files(join(lake.folder, '..', '.warehouse.lakehouse'));

  /** Fails with the one sentence, whatever room there was, until it is done; each time nothing is lost and nothing is left. */
  async function failsUntilThereIsRoom(work: () => Promise<unknown>, rooms: readonly number[]): Promise<readonly string[]> {
    const [rows, there, beside] = [await count(), files(), besides()];
    const outcomes: string[] = [];
    for (const room of rooms) {
      disk?.fill(room);
      const outcome = await work().then(() => 'done', (error: unknown) => error as { code?: string; message?: string });
      disk?.free();
      if (outcome === 'done') { outcomes.push('done'); break; }
      expect(outcome, `${room} bytes of room`).toMatchObject({ code: 'STORAGE_FULL', message: expect.stringMatching(/^[A-Z][^\n]*(full|room)[^\n]*\.$/) as string });
      expect([await count(), files(), besides()], `${room} bytes of room`).toEqual([rows, there, beside]);
      outcomes.push('full');
    }
    return outcomes;
  }
  const ROOMS = [0, 4096, 8192, 12_288, 20_480, 40_960, 81_920, 150_000, 300_000, 6_000_000];
  /** The same, from a disk without any room to one with enough. */
  async function fullThenDone(work: () => Promise<unknown>): Promise<void> {
    const outcomes = await failsUntilThereIsRoom(work, ROOMS);
    expect([outcomes[0], outcomes.at(-1)]).toEqual(['full', 'done']);
  }

  it.each<readonly [string, () => Promise<unknown>]>([
    ['INSERT', () => write(insert(5000, 6000))],
    ['UPDATE', () => write({ kind: 'update', set: { 1: "c1 || 'x'" }, where: 'c0 < 1500' })],
    ['DELETE of some rows', () => write({ kind: 'delete', where: 'c0 % 100 = 7' })],
    ['MERGE', () => write({ kind: 'merge', source: wide(900, 1100), on: 't.c0 = s.c0', deletes: 's.c0 % 2 = 0' })],
    ['compaction', async () => {
      const loaded = await lake.catalog.loadTable(table);
      const snapshot = currentSnapshot(loaded.metadata);
      if (snapshot === null) throw new Error('there are rows');
      const plan = await lake.catalog.planScan(loaded, { snapshot, schema: loaded.metadata.schemas[0] ?? { schemaId: 0, fields: [], identifierFieldIds: [] }, filter: { op: 'true' }, limit: null });
      return rewriteFiles(ctx, loaded, { snapshot, branch: 'main', paths: plan.files.map(({ file }) => file.path) });
    }],
  ])('%s', async (_, work) => fullThenDone(work));

  const as = { namespace: ['made'], name: 'as' };
  it('CREATE TABLE AS', async () => {
    await fullThenDone(() => createTableAs(ctx, { as: { table: as, definition: { fields: COLUMNS }, source: source(0, 500) } }));
    expect(await count(as)).toEqual(['500', '500', '80000']);
  });

  it('CREATE OR REPLACE AS in its place', async () => {
    const replaced = async (): Promise<unknown> => {
      const target = await lake.catalog.loadTable(as);
      return replaceTableAs(ctx, { as: { target, definition: { fields: COLUMNS }, source: source(0, 700), reads: null, replan: () => Promise.reject(new Error('nobody else writes')) } });
    };
    const outcomes = await failsUntilThereIsRoom(async () => {
      await replaced().catch(async (error: unknown) => {
        disk.free();
        expect(await count(as)).toEqual(['500', '500', '80000']);
        throw error;
      });
    }, ROOMS);
    expect([outcomes[0], outcomes.at(-1)]).toEqual(['full', 'done']);
    expect(await count(as)).toEqual(['700', '700', '112000']);
  });

  it('a rewrite of manifests', async () => {
    for (const from of [7000, 7001, 7002]) await write(insert(from, from + 1));
    const manifests = async (): Promise<number> => { const loaded = await lake.catalog.loadTable(table); return (await lake.catalog.manifests(loaded, currentSnapshot(loaded.metadata))).length; };
    const before = await manifests();
    await fullThenDone(() => lake.catalog.commit(table, (base) => lake.catalog.maintenance.rewriteManifests(base, 'main')));
    expect(await manifests()).toBeLessThan(before);
  });

  it('orphans that go to the trash, and come back', async () => {
    const strays = [0, 1, 2].map((number) => join(lake.folder, 'made', 't', 'data', `stray-${number}.parquet`));
    for (const stray of strays) {
      writeFileSync(stray, 'nobody names it');
      utimesSync(stray, new Date(Date.now() - 2 * DAY_MS), new Date(Date.now() - 2 * DAY_MS));
    }
    const before = files();
    await fullThenDone(() => lake.catalog.maintenance.removeOrphans(table, { olderThanMs: Date.now() - DAY_MS }, { by: 'test' }));
    expect(files()).toEqual(before.filter((file) => !strays.includes(file)));
    const [entry] = await lake.catalog.listTrash();
    expect(entry).toMatchObject({ kind: 'files', files: 3 });
    disk.fill(0);
    await lake.catalog.restore(entry?.id ?? '');
    disk.free();
    expect([files(), await lake.catalog.listTrash()]).toEqual([before, []]);
  });

  it('an expiry, which removes nothing unless it is committed', async () => {
    await fullThenDone(() => lake.catalog.maintenance.expireSnapshots(table, { olderThanMs: Date.now() + 1000, retainLast: 1 }));
    expect((await lake.catalog.loadTable(table)).metadata.snapshots).toHaveLength(1);
  });

  it('a SELECT whose answer does not fit', async () => {
    const answer = (): Promise<unknown> => lake.ask(table, {}, "SELECT c0, c1 || md5('s' || i) FROM t, range(20) r(i)", ['bigint', 'varchar'], ['md5', 'range']);
    disk.fill(600_000);
    const failure: unknown = await answer().catch((error: unknown) => error);
    disk.free();
    expect(failure).toMatchObject({ code: 'STORAGE_FULL', message: 'There is no room left on the disk for the result of this statement.' });
    disk.fill(0);
    const atOnce: unknown = await answer().catch((error: unknown) => error);
    disk.free();
    expect(atOnce).toMatchObject({ code: 'STORAGE_FULL', message: expect.stringMatching(/^[A-Z][^\n]*(full|room)[^\n]*\.$/) as string });
  });

  it('a table that is made, and one that is dropped and restored', async () => {
    const made = { namespace: ['made'], name: 'other' };
    await fullThenDone(() => lake.catalog.createTable(made, { fields: COLUMNS }));
    await fullThenDone(() => lake.catalog.dropTable(made, { by: 'test' }));
    disk.fill(0);
    const [entry] = await lake.catalog.listTrash();
    await lake.catalog.restore(entry?.id ?? '');
    expect(await lake.catalog.tableExists(made)).toBe(true);
  });
});
