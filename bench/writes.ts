import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openCatalog, type TableName } from '@/lib/core/catalog';
import { rewriteFiles } from '@/lib/features/tables/writing';
import { applyRowWrite } from '@/lib/features/tables/writing/apply-row-write';
import type { Context } from '@/lib/kernel/context';
import { currentSnapshot, type NewTable } from '@/lib/model/iceberg';
import { createDuckDbEngine } from '@/lib/ports/engines/duckdb/duckdb-engine';
import { defaultRunAs } from '@/lib/ports/engines/duckdb/run-as';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { planChange, type Change } from '@/tests/support/plan-change';
import { column } from '@/tests/support/write-bench';
import { median, progress, round, runJson, type BenchOptions, type BenchReport } from './measure';

const LIMITS = { memoryBytes: 2 * 2 ** 30, threads: 2, timeMs: 600_000, resultBytes: 8 * 2 ** 30, writeBytes: 8 * 2 ** 30 };
const FIELDS: NewTable['fields'] = [column('id', { type: 'long' }), column('moment', { type: 'timestamp' }), column('amount', { type: 'double' }), column('region', { type: 'string' }), column('customer', { type: 'long' }), column('quantity', { type: 'int' }), column('note', { type: 'string' }), column('price', { type: 'decimal', precision: 12, scale: 2 })];
const rowsSql = (rows: number): string =>
  `SELECT CAST(i AS BIGINT) AS id, TIMESTAMP '2024-01-01' + to_seconds(i) AS moment, (i * 7919 % 100003) / 7.0 AS amount, 'region-' || (i % 11) AS region, i * 31 % 50021 AS customer, CAST(i % 9 AS INTEGER) AS quantity, 'note ' || md5('' || i) AS note, CAST(i % 10000 AS DECIMAL(12,2)) AS price FROM range(${rows}) t(i)`;

/**
 * INSERT as the console runs it (plan, a warm child behind its walls, files adopted with fsync, commit) against plain DuckDB's COPY of
 * the same SELECT into one file with the same codec, in pairs; and what UPDATE, MERGE, rewriting and wide partitions take.
 */
export async function bench({ rounds, quick, processOf }: BenchOptions): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-writes-'));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'warehouse'));
  const store = await openLocalFileStore(join(folder, 'warehouse'));
  const engine = await createDuckDbEngine({ workers: resolve('dist'), macros: '', runAs: defaultRunAs() });
  const catalog = openCatalog({ name: 'lake', store });
  const say = (): void => undefined;
  const ctx = { ports: { store, catalog, engine, settings: { home: folder, queries: LIMITS }, log: { debug: say, info: say, warn: say, error: say } }, principal: { name: 'bench' }, signal: new AbortController().signal, note: say, now: () => new Date() } as unknown as Context;
  await catalog.createNamespace(['bench']);
  const rows: Record<string, string | number>[] = [];
  const aims: BenchReport['aims'][number][] = [];
  let tables = 0;
  const create = async (more: Partial<NewTable> = {}): Promise<TableName> => {
    const table = { namespace: ['bench'], name: `t${(tables += 1)}` };
    await catalog.createTable(table, { fields: FIELDS, ...more });
    return table;
  };
  const timed = async (table: TableName, change: Change) => {
    await engine.check();
    const began = performance.now();
    const answer = await applyRowWrite(ctx, await planChange(ctx, table, change));
    return { ms: performance.now() - began, answer };
  };
  const say1 = (what: string, count: number, ms: number, more: Record<string, string | number> = {}): void => {
    rows.push({ what, rows: count, ms: round(ms), 'rows a second': Math.round((count * 1000) / ms), ...more });
    progress(rows.at(-1) ?? {});
  };

  for (const count of quick ? [1_000_000] : [1_000_000, 10_000_000]) {
    const insert: Change = { kind: 'insert', select: rowsSql(count) };
    const ours: number[] = [];
    const raws: number[] = [];
    for (let turn = 0; turn < rounds; turn += 1) {
      const console1 = async (): Promise<void> => { ours.push((await timed(await create(), insert)).ms); };
      const raw = async (): Promise<void> => {
        // the child that follows the last one takes a fifth of a second of a processor to start
        await engine.check();
        raws.push((await runJson<{ wall: number }>(process.execPath, [processOf('copy-process'), rowsSql(count), String(LIMITS.threads), String(LIMITS.memoryBytes / 2 ** 20)])).wall);
      };
      for (const one of turn % 2 === 0 ? [console1, raw] : [raw, console1]) await one();
    }
    const ratio = median(ours.map((ms, at) => ms / (raws[at] ?? NaN)));
    say1('INSERT', count, median(ours), { 'raw COPY ms': round(median(raws)), 'console / raw': round(ratio, 2) });
    aims.push({ aim: `INSERT of ${count.toLocaleString('en-US')} rows: at most 25 % over a raw COPY`, measured: `${round((ratio - 1) * 100)} %`, met: ratio <= 1.25 });
  }
  const MILLION = 1_000_000;
  const insert: Change = { kind: 'insert', select: rowsSql(MILLION) };
  say1('INSERT, sorted by one column', MILLION, (await timed(await create({ sort: [{ column: 'customer' }] }), insert)).ms);
  say1('INSERT into 11 partitions', MILLION, (await timed(await create({ partition: [{ column: 'region', transform: { kind: 'identity' } }] }), insert)).ms);
  say1('INSERT into 16 buckets of a text', MILLION, (await timed(await create({ partition: [{ column: 'note', transform: { kind: 'bucket', buckets: 16 } }] }), insert)).ms);
  const thousand = { partition: [{ column: 'customer', transform: { kind: 'truncate' as const, width: 50 } }] };
  const pairs: { plain: number; apart: number; files: number }[] = [];
  for (let turn = 0; turn < rounds; turn += 1) {
    const plain = await timed(await create(), insert);
    const apart = await timed(await create(thousand), insert);
    pairs.push({ plain: plain.ms, apart: apart.ms, files: apart.answer.changed.filesAdded });
  }
  const times = median(pairs.map(({ plain, apart }) => apart / plain));
  say1('INSERT into 1,000 partitions', MILLION, median(pairs.map(({ apart }) => apart)), { files: pairs[0]?.files ?? 0, 'of unpartitioned': round(times, 2) });
  aims.push({ aim: 'INSERT of a million rows into 1,000 partitions: at most twice as long as into none', measured: `${round(times, 2)} times`, met: times <= 2 });
  say1('INSERT into 1,000 partitions, sorted', MILLION, (await timed(await create({ ...thousand, sort: [{ column: 'id' }] }), insert)).ms);
  if (!quick) {
    const wide = await timed(await create({ partition: [{ column: 'id', transform: { kind: 'truncate', width: 100 } }] }), insert);
    say1('INSERT into 10,000 partitions', MILLION, wide.ms, { files: wide.answer.changed.filesAdded });
  }
  for (const mode of ['copy-on-write', 'merge-on-read']) {
    const properties = { 'write.delete.mode': mode, 'write.update.mode': mode, 'write.merge.mode': mode };
    const table = await create({ properties });
    await timed(table, insert);
    say1(`UPDATE of one row in ten, ${mode}`, MILLION / 10, (await timed(table, { kind: 'update', set: { 3: "'changed'" }, where: 'c0 % 10 = 3' })).ms);
    const merged = await timed(table, { kind: 'merge', source: `SELECT * REPLACE (id * 10 AS id) FROM (${rowsSql(MILLION / 5)})`, on: 't.c0 = s.c0', deletes: 's.c5 = 8' });
    say1(`MERGE of 200,000 rows into a million, ${mode}`, MILLION / 5, merged.ms, { updated: merged.answer.changed.updated, inserted: merged.answer.changed.inserted });
    say1(`DELETE of one row in a hundred, ${mode}`, MILLION / 100, (await timed(table, { kind: 'delete', where: 'c4 % 100 = 7' })).ms);
  }
  const small = await create();
  for (let at = 0; at < 20; at += 1) await timed(small, { kind: 'insert', select: `SELECT * FROM (${rowsSql(MILLION)}) WHERE id % 20 = ${at}` });
  const loaded = await catalog.loadTable(small);
  const snapshot = currentSnapshot(loaded.metadata);
  if (snapshot === null) throw new Error('the table that is to be compacted has no snapshot');
  const plan = await catalog.planScan(loaded, { snapshot, schema: loaded.metadata.schemas[0]!, filter: { op: 'true' }, limit: null });
  await engine.check();
  const began = performance.now();
  await rewriteFiles(ctx, loaded, { snapshot, branch: 'main', paths: plan.files.map(({ file }) => file.path) });
  say1('compaction of 20 files into one', MILLION, performance.now() - began);
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
  return { name: 'writes', rows, aims, notes: ['the console fsyncs what it writes and commits it; raw COPY does neither'] };
}
