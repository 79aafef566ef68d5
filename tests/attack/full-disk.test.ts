import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rewriteFiles } from '@/lib/features/tables/writing';
import { applyRowWrite } from '@/lib/features/tables/writing/apply-row-write';
import type { Context } from '@/lib/kernel/context';
import { readSettings } from '@/lib/kernel/settings/read-settings';
import { currentSnapshot } from '@/lib/model/iceberg';
import type { QueryEngine } from '@/lib/ports/engines/port';
import { startDuckDbEngine } from '../support/duckdb-engine';
import { FormatLake } from '../support/format-lake';
import { column, planChange, type Change } from '../support/write-bench';

const disk = `/dev/shm/full-disk-${process.pid}`;
const table = { namespace: ['made'], name: 't' };
const COLUMNS = [column('id', { type: 'long' }), column('text', { type: 'string' })];
/** Rows that do not compress: some two megabytes a thousand. */
const wide = (from: number, to: number): string => `SELECT CAST(i AS BIGINT), repeat(md5('' || i * 7), 4) || md5('a' || i) FROM range(${from}, ${to}) t(i)`;
const insert = (from: number, to: number): Change => ({ kind: 'insert', select: wide(from, to) });

function smallDisk(): string | null {
  try {
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', disk], { stdio: 'ignore' });
    return null;
  } catch {
    if (existsSync(disk)) rmdirSync(disk);
    return 'needs the right to mount a small disk';
  }
}

const lacks = smallDisk();
describe.skipIf(lacks !== null)(`a warehouse whose disk is full${lacks === null ? '' : `: skipped, ${lacks}`}`, { timeout: 120_000 }, () => {
  let engine: QueryEngine;
  let lake: FormatLake;
  let ctx: Context;
  beforeAll(async () => {
    chmodSync(disk, 0o755);
    engine = await startDuckDbEngine({ idle: 2 });
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = disk;
    lake = await FormatLake.open(engine, null);
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    const say = (): void => undefined;
    const ports = { store: lake.store, catalog: lake.catalog, engine, settings: readSettings({ LAKEHOUSE_HOME: join(disk, 'home') }), log: { debug: say, info: say, warn: say, error: say } };
    ctx = { ports, principal: { name: 'test' }, signal: new AbortController().signal, note: say, now: () => new Date() } as unknown as Context;
    await lake.catalog.createNamespace(['made']);
    await lake.catalog.createTable(table, { fields: COLUMNS, formatVersion: 2 });
    await write(insert(0, 1000));
    await write(insert(1000, 2000));
  });
  afterAll(async () => {
    rmSync(join(disk, 'filler'), { force: true });
    await lake.close();
    await engine.close();
    execFileSync('umount', [disk]);
    rmdirSync(disk);
  });

  const write = async (change: Change): Promise<unknown> => applyRowWrite(ctx, await planChange(ctx, table, change));
  const count = async (): Promise<unknown> => (await lake.ask(table, {}, 'SELECT count(*), count(DISTINCT c0), sum(length(c1)) FROM t', ['bigint', 'bigint', 'bigint'], ['count', 'count_star', 'sum', 'length']))[0];
  const files = (folder = lake.folder): readonly string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name)).sort();
  const besides = (): readonly string[] => files(join(lake.folder, '..', '.warehouse.lakehouse'));

  /** All but so many bytes are taken. */
  function fill(but: number): void {
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - but)));
  }
  /** Fails with the one sentence, whatever room there was, until it is done; each time nothing is lost and nothing is left. */
  async function failsUntilThereIsRoom(work: () => Promise<unknown>, rooms: readonly number[]): Promise<readonly string[]> {
    const [rows, there, beside] = [await count(), files(), besides()];
    const outcomes: string[] = [];
    for (const room of rooms) {
      fill(room);
      const outcome = await work().then(() => 'done', (error: unknown) => error as { code?: string; message?: string });
      rmSync(join(disk, 'filler'));
      if (outcome === 'done') { outcomes.push('done'); break; }
      expect(outcome, `${room} bytes of room`).toMatchObject({ code: 'STORAGE_FULL', message: expect.stringMatching(/^[A-Z][^\n]*(full|room)[^\n]*\.$/) as string });
      expect([await count(), files(), besides()], `${room} bytes of room`).toEqual([rows, there, beside]);
      outcomes.push('full');
    }
    return outcomes;
  }
  const ROOMS = [0, 4096, 8192, 12_288, 20_480, 40_960, 81_920, 150_000, 300_000, 6_000_000];

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
  ])('%s', async (_, work) => {
    const outcomes = await failsUntilThereIsRoom(work, ROOMS);
    expect(outcomes[0]).toBe('full');
    expect(outcomes.at(-1)).toBe('done');
  });

  it('a table that is made, and one that is dropped and restored', async () => {
    const made = { namespace: ['made'], name: 'other' };
    const created = await failsUntilThereIsRoom(() => lake.catalog.createTable(made, { fields: COLUMNS }), ROOMS);
    expect([created[0], created.at(-1)]).toEqual(['full', 'done']);
    const dropped = await failsUntilThereIsRoom(() => lake.catalog.dropTable(made, { by: 'test' }), ROOMS);
    expect([dropped[0], dropped.at(-1)]).toEqual(['full', 'done']);
    fill(0);
    const [entry] = await lake.catalog.listTrash();
    await lake.catalog.restore(entry?.id ?? '');
    expect(await lake.catalog.tableExists(made)).toBe(true);
  });
});
