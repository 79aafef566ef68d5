import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { readTypeInput } from '@/lib/model/iceberg/schema/type-input';
import type { FileFormat } from '@/lib/ports/engines/file-scan';
import { createFileScan } from '@/lib/ports/engines/duckdb/worker/file-scan';

/** One reading of a file into Parquet: `node read-process.mjs WHAT FORMAT PATH COLUMNS`: `raw` as DuckDB alone reads it, `rows` as a load does, `bad` as a load looks for bad rows first. */
const [what = '', format = '', localPath = '', told = '[]'] = process.argv.slice(2);
const columns = JSON.parse(told) as readonly { readonly name: string; readonly type: string; readonly sql: string }[];
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run("SET threads = 2; SET memory_limit = '2GiB'; SET preserve_insertion_order = false; SELECT 1");
const folder = mkdtempSync(join(tmpdir(), 'bench-load-'));
const target = `'${join(folder, 'rows.parquet')}' (FORMAT parquet, COMPRESSION zstd)`;
const typed = `{${columns.map(({ name, sql }) => `'${name}': '${sql}'`).join(', ')}}`;
const began = performance.now();
const before = process.cpuUsage();
if (what === 'raw') {
  const source = format === 'csv' ? `read_csv('${localPath}', header = true, columns = ${typed})` : format === 'json' ? `read_ndjson('${localPath}', columns = ${typed})` : `read_parquet('${localPath}')`;
  await connection.run(`COPY (SELECT * FROM ${source}) TO ${target}`);
} else {
  await createFileScan(connection, {
    kind: 'file', alias: 'file', localPath, name: 'file', format: format as FileFormat, options: { delimiter: ',', quote: '"', header: true, nullText: '', dateFormat: '', timestampFormat: '' },
    sources: columns.map(({ name }) => name), columns: columns.map(({ type }, source) => ({ source, type: readTypeInput(type, 2), required: false })), part: what === 'bad' ? 'bad' : 'rows', limit: 0,
  });
  await connection.run(`COPY (SELECT * FROM file) TO ${target}`);
}
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ wall: performance.now() - began, cpu: (user + system) / 1000, rssMiB: process.resourceUsage().maxRSS / 1024 }));
rmSync(folder, { recursive: true, force: true });
process.exit(0);
