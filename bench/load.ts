import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { median, progress, round, runJson, type BenchOptions, type BenchReport } from './measure';

const COLUMNS = [
  { name: 'id', type: 'long', sql: 'BIGINT' }, { name: 'moment', type: 'timestamp', sql: 'TIMESTAMP' }, { name: 'amount', type: 'double', sql: 'DOUBLE' }, { name: 'region', type: 'string', sql: 'VARCHAR' },
  { name: 'customer', type: 'long', sql: 'BIGINT' }, { name: 'day', type: 'date', sql: 'DATE' }, { name: 'note', type: 'string', sql: 'VARCHAR' }, { name: 'price', type: 'decimal(12,2)', sql: 'DECIMAL(12,2)' },
];
const rowsSql = (rows: number): string =>
  `SELECT CAST(i AS BIGINT) AS id, TIMESTAMP '2024-01-01' + to_seconds(i) AS moment, (i * 7919 % 100003) / 8.0 AS amount, 'region-' || (i % 11) AS region, i * 31 % 50021 AS customer, DATE '2024-01-01' + CAST(i % 900 AS INTEGER) AS day, 'note ' || md5('' || i) AS note, CAST(i % 10000 AS DECIMAL(12,2)) AS price FROM range(${rows}) t(i)`;
interface Taken { readonly wall: number; readonly cpu: number; readonly rssMiB: number }

/** Reading a file into Parquet as a load does, twice: for bad rows and for the others; beside DuckDB's own reading of the same file with the same types, in pairs. */
export async function bench({ rounds, quick, processOf }: BenchOptions): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-load-'));
  const count = quick ? 500_000 : 5_000_000;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const rows: Record<string, string | number>[] = [];
  for (const format of ['csv', 'json', 'parquet']) {
    const path = join(folder, `rows.${format}`);
    await connection.run(`COPY (${rowsSql(count)}) TO '${path}' (FORMAT ${format})`);
    const taken: Record<'raw' | 'bad' | 'rows', Taken[]> = { raw: [], bad: [], rows: [] };
    for (let turn = 0; turn < rounds; turn += 1) {
      const order = ['raw', 'bad', 'rows'] as const;
      for (const what of turn % 2 === 0 ? order : order.toReversed()) taken[what].push(await runJson<Taken>(process.execPath, [processOf('read-process'), what, format, path, JSON.stringify(COLUMNS)]));
    }
    const cpu = (what: 'raw' | 'bad' | 'rows'): number => median(taken[what].map((one) => one.cpu));
    const both = cpu('bad') + cpu('rows');
    const megabytes = statSync(path).size / 1e6;
    rows.push({
      format, rows: count, MB: round(megabytes), 'raw cpu ms': round(cpu('raw')), 'bad rows cpu ms': round(cpu('bad')), 'rows cpu ms': round(cpu('rows')), 'load / raw': round(both / cpu('raw'), 2),
      'rows a second and processor': Math.round((count * 1000) / both), 'MB a second and processor': round((megabytes * 1000) / both), 'clock ms of both': round(median(taken.bad.map((one) => one.wall)) + median(taken.rows.map((one) => one.wall))),
      'memory MiB': Math.round(Math.max(...[...taken.bad, ...taken.rows].map((one) => one.rssMiB))),
    });
    progress(rows.at(-1) ?? {});
  }
  connection.closeSync();
  rmSync(folder, { recursive: true, force: true });
  return { name: 'load', rows, aims: [], notes: ['processor time of one child; the write into a table (partitions, order, fsync, commit) is in the bench `writes`'] };
}
